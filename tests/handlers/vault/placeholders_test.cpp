#include "handlers/vault/placeholders.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(placeholders)
{
    vault::Fillings fillings{{"a", "1"}, {"long_name", "{a}"}};
    std::string filled(const char* text)
    {
        return vault::filled(text, fillings);
    }
};

TEST(placeholders, are_filled_in_once)
{
    STRCMP_EQUAL("x1y{a}z", filled("x{a}y{long_name}z").c_str());
}

TEST(placeholders, without_a_filling_become_nothing)
{
    STRCMP_EQUAL("[]", filled("[{b}]").c_str());
}

TEST(placeholders, are_small_letters_and_underscores)
{
    for (const char* text : {"{}", "{A}", "{a", "a}", "{a b}", "{{", ""})
        STRCMP_EQUAL(text, filled(text).c_str());
    STRCMP_EQUAL("{1}", filled("{{a}}").c_str());
}

TEST(placeholders, are_listed_in_order)
{
    const auto names = vault::placeholders("{b}{}{a}{b}");
    LONGS_EQUAL(3, names.size());
    STRCMP_EQUAL("b", names[0].c_str());
    STRCMP_EQUAL("a", names[1].c_str());
}
