#include "handlers/vault/given.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(given){};

TEST(given, shows_the_last_four_of_eight_or_more)
{
    STRCMP_EQUAL("5678", vault::last_four("12345678").c_str());
    STRCMP_EQUAL("", vault::last_four("1234567").c_str());
    STRCMP_EQUAL("", vault::last_four("").c_str());
}

TEST(given, counts_code_points)
{
    STRCMP_EQUAL("é🔑ü7", vault::last_four("абвг1é🔑ü7").c_str());
    STRCMP_EQUAL("", vault::last_four("🔑🔑🔑🔑").c_str());
}
