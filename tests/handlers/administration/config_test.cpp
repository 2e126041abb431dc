#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(configuration_sentences)
{
    test::House house{{{"OIDC_ACME_ISSUER", "https://id.acme.example/"},
                       {"OIDC_ACME_CLIENT_ID", "us"},
                       {"OIDC_ACME_CLIENT_SECRET", "hunter2"},
                       {"AUDIT_DAYS", "90"}}};

    test::Said done(const std::string& sentence, bool json = false)
    {
        auto said = administer(house, sentence, json);
        LONGS_EQUAL(0, said.exit);
        STRCMP_EQUAL("", said.err.c_str());
        return said;
    }
};

TEST(configuration_sentences, says_that_the_configuration_is_good)
{
    STRCMP_EQUAL("the configuration is good\n", done("config check").out.c_str());
    STRCMP_EQUAL("{\"ok\":true}\n", done("config check", true).out.c_str());
}

TEST(configuration_sentences, prints_the_reference_of_every_key)
{
    const auto said = done("config docs");
    for (const auto& setting : sys::settings())
        STRCMP_CONTAINS((sys::full_key(setting)).c_str(), said.out.c_str());
}

TEST(configuration_sentences, prints_the_reference_as_a_manual_page)
{
    const auto said = done("config docs --man");
    for (const auto& setting : sys::settings())
        STRCMP_CONTAINS(("\n.It Ev LATCHKEY_" + std::string{setting.name} + "\n").c_str(), said.out.c_str());
    STRCMP_CONTAINS("From 1 to 512.\nDefault:\n.Ql 16\n", said.out.c_str());
}

TEST(configuration_sentences, prints_an_env_file_to_begin_with)
{
    const auto said = done("config example");
    STRCMP_CONTAINS("\nLATCHKEY_JWT_KEYS=\n", said.out.c_str());
    STRCMP_CONTAINS("\n#LATCHKEY_THREADS=16\n", said.out.c_str());
}

TEST(configuration_sentences, show_every_value_and_where_it_stands)
{
    const auto said = done("config show");
    STRCMP_CONTAINS("LATCHKEY_AUDIT_DAYS=90  # environment\n", said.out.c_str());
    STRCMP_CONTAINS("LATCHKEY_ACCESS_SECONDS=1800  # default\n", said.out.c_str());
    STRCMP_CONTAINS("LATCHKEY_OIDC_ACME_ISSUER=https://id.acme.example/  # environment\n", said.out.c_str());
    STRCMP_CONTAINS("LATCHKEY_OIDC_ACME_SCOPES=openid email profile  # default\n", said.out.c_str());
    CHECK_FALSE(said.out.contains("<NAME>"));
}

TEST(configuration_sentences, show_of_a_secret_only_that_there_is_one)
{
    for (const bool json : {false, true}) {
        const auto said = done("config show", json);
        for (const sys::Key key : {sys::Key::database, sys::Key::jwt_keys})
            CHECK_FALSE(said.out.contains(house.config().text(key)));
        CHECK_FALSE(said.out.contains("hunter2"));
    }
    const auto said = done("config show");
    STRCMP_CONTAINS("LATCHKEY_JWT_KEYS=(secret)  # environment\n", said.out.c_str());
    STRCMP_CONTAINS("LATCHKEY_OIDC_ACME_CLIENT_SECRET=(secret)  # environment\n", said.out.c_str());
    STRCMP_CONTAINS("LATCHKEY_GOOGLE_CLIENT_SECRET=  # default\n", said.out.c_str());
}

TEST(configuration_sentences, show_an_object_a_line_for_machines)
{
    const auto said = done("config show", true);
    STRCMP_CONTAINS(R"({"key":"LATCHKEY_AUDIT_DAYS","value":"90","origin":"environment","secret":false})"
                    "\n",
                    said.out.c_str());
    STRCMP_CONTAINS(R"({"key":"LATCHKEY_JWT_KEYS","origin":"environment","secret":true})"
                    "\n",
                    said.out.c_str());
}
