#include "handlers/health/show_features.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(show_features)
{
    test::House house;
};

TEST(show_features, tells_who_may_register_and_how_long_a_password_is)
{
    STRCMP_EQUAL(R"({"registration":"open","password_min_length":8,"oauth_providers":[],"api_keys":false})",
                 house.get("latchkey", "/config").body.c_str());
    test::House sealing{{{"SEAL_KEYS", test::signing_key("seal")}}};
    STRCMP_CONTAINS(R"("api_keys":true)", sealing.get("latchkey", "/config").body.c_str());
    test::House closed{{{"REGISTRATION", "closed"}}};
    STRCMP_CONTAINS(R"("registration":"closed")", closed.get("latchkey", "/config").body.c_str());
}
