#include "handlers/tokens/uuid.h"

#include <string>

#include <CppUTest/TestHarness.h>

TEST_GROUP(uuid){};

TEST(uuid, is_read_in_either_case)
{
    const auto lower = tokens::uuid("0123abcd-4567-89ef-fedc-ba9876543210");
    const auto upper = tokens::uuid("0123ABCD-4567-89EF-FEDC-BA9876543210");
    CHECK(lower && upper);
    CHECK(lower->high == 0x0123abcd456789efU);
    CHECK(lower->low == 0xfedcba9876543210U);
    CHECK(upper->high == lower->high && upper->low == lower->low);
}

TEST(uuid, is_nothing_else)
{
    const std::string good = "0123abcd-4567-89ef-fedc-ba9876543210";
    CHECK(tokens::is_uuid(good));
    // The neighbours of the digits, and what differs from one by a single bit.
    for (const char wrong : {'/', ':', '@', 'G', '`', 'g', '-', ' ', '\0', '\x10', '\x19', '\xe1', '\xb0'})
        for (const std::size_t at : {0U, 7U, 9U, 19U, 35U}) {
            std::string text = good;
            text[at] = wrong;
            CHECK_FALSE_TEXT(tokens::is_uuid(text), text.c_str());
        }
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        std::string text = good;
        text[dash] = '0';
        CHECK_FALSE_TEXT(tokens::is_uuid(text), text.c_str());
    }
    CHECK_FALSE(tokens::is_uuid(""));
    CHECK_FALSE(tokens::is_uuid(good + "0"));
    CHECK_FALSE(tokens::is_uuid(good.substr(1)));
}
