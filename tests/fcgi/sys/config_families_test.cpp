#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fcgi/sys/config.h"
#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

using sys::Config;
using sys::Key;

TEST_GROUP(config_families)
{
    std::string directory;

    void setup() override
    {
        char name[] = "/tmp/config_test.XXXXXX";
        directory = ::mkdtemp(name);
    }
    void teardown() override
    {
        std::filesystem::remove_all(directory);
    }
    static sys::Environment with(sys::Environment more)
    {
        more.merge(sys::Environment{{"LATCHKEY_DATABASE", "postgresql:///latchkey"},
                                    {"LATCHKEY_JWT_KEYS", "k1:" + sys::base64(std::string(32, 'k'))},
                                    {"LATCHKEY_PUBLIC_URL", "https://id.example.org"},
                                    {"LATCHKEY_MAIL", "maildir:/tmp/mail"},
                                    {"LATCHKEY_MAIL_FROM", "no-reply@example.org"}});
        return more;
    }
    static sys::Environment acme(sys::Environment more = {})
    {
        more.merge(sys::Environment{{"LATCHKEY_OIDC_ACME_ISSUER", "https://login.acme.example/"},
                                    {"LATCHKEY_OIDC_ACME_CLIENT_ID", "us"},
                                    {"LATCHKEY_OIDC_ACME_CLIENT_SECRET", "s3cret"}});
        return with(std::move(more));
    }
    static std::string problems(const sys::Environment& environment, const std::string& path = {})
    {
        std::string text;
        for (const std::string& line : Config::load(path, environment).problems) (text += line) += '\n';
        return text;
    }
};

TEST(config_families, are_read_by_name)
{
    const auto loaded =
        Config::load("", acme({{"LATCHKEY_OIDC_HOME_2_ISSUER", "https://id.home.example:8443/x"},
                               {"LATCHKEY_OIDC_HOME_2_CLIENT_ID", "we"},
                               {"LATCHKEY_OIDC_HOME_2_CLIENT_SECRET", "other"},
                               {"LATCHKEY_OIDC_HOME_2_SCOPES", "openid email"}}));
    LONGS_EQUAL(0, loaded.problems.size());
    CHECK((loaded.config.names() == std::vector<std::string>{"acme", "home_2"}));
    STRCMP_EQUAL("https://login.acme.example/", loaded.config.text(Key::oidc_issuer, "acme").c_str());
    STRCMP_EQUAL("openid email profile", loaded.config.text(Key::oidc_scopes, "acme").c_str());
    STRCMP_EQUAL("off", loaded.config.text(Key::oidc_private, "acme").c_str());
    STRCMP_EQUAL("openid email", loaded.config.text(Key::oidc_scopes, "home_2").c_str());
    STRCMP_EQUAL("other", loaded.config.text(Key::oidc_client_secret, "home_2").c_str());
}

TEST(config_families, are_none_when_nobody_gives_one)
{
    const auto loaded = Config::load("", with({}));
    LONGS_EQUAL(0, loaded.problems.size());
    CHECK(loaded.config.names().empty());
}

TEST(config_families, take_their_secrets_from_files)
{
    std::ofstream{directory + "/OIDC_ACME_CLIENT_SECRET"} << "of systemd\n";
    std::ofstream{directory + "/OIDC_ACME_CLIENT_ID"} << "no secret, so not looked at\n";
    std::ofstream{directory + "/secret"} << "of a file\n";
    ::chmod((directory + "/OIDC_ACME_CLIENT_SECRET").c_str(), 0600);
    ::chmod((directory + "/secret").c_str(), 0600);
    auto environment = acme({{"LATCHKEY_OIDC_ACME_CLIENT_SECRET_FILE", directory + "/secret"}});
    environment.erase("LATCHKEY_OIDC_ACME_CLIENT_SECRET");
    STRCMP_EQUAL("of a file",
                 Config::load("", environment).config.text(Key::oidc_client_secret, "acme").c_str());
    environment["CREDENTIALS_DIRECTORY"] = directory;
    const auto loaded = Config::load("", environment);
    LONGS_EQUAL(0, loaded.problems.size());
    STRCMP_EQUAL("of systemd", loaded.config.text(Key::oidc_client_secret, "acme").c_str());
    STRCMP_EQUAL("us", loaded.config.text(Key::oidc_client_id, "acme").c_str());
    ::chmod((directory + "/OIDC_ACME_CLIENT_SECRET").c_str(), 0644);
    CHECK(problems(environment).contains("is readable by everyone"));
}

TEST(config_families, are_refused_by_halves)
{
    auto environment = acme();
    environment.erase("LATCHKEY_OIDC_ACME_CLIENT_ID");
    STRCMP_EQUAL("environment: LATCHKEY_OIDC_ACME_CLIENT_ID: is required where its like is given\n",
                 problems(environment).c_str());
    STRCMP_EQUAL("environment: LATCHKEY_GOOGLE_CLIENT_SECRET: is required where its like is given\n",
                 problems(with({{"LATCHKEY_GOOGLE_CLIENT_ID", "x"}})).c_str());
    STRCMP_EQUAL("environment: LATCHKEY_GITHUB_CLIENT_ID: is required where its like is given\n",
                 problems(with({{"LATCHKEY_GITHUB_CLIENT_SECRET", "x"}})).c_str());
    CHECK(problems(with({{"LATCHKEY_OIDC_ACME_SCOPES", "openid"}})).contains("LATCHKEY_OIDC_ACME_ISSUER"));
}

TEST(config_families, have_names_of_capitals)
{
    for (const char* key :
         {"LATCHKEY_OIDC__ISSUER", "LATCHKEY_OIDC_ISSUER", "LATCHKEY_OIDC_1_ISSUER",
          "LATCHKEY_OIDC_A-B_ISSUER", "LATCHKEY_OIDC_acme_ISSUER", "LATCHKEY_OIDC_ACME_ISSUERS",
          "LATCHKEY_OIDC_ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG_ISSUER"})
        CHECK_TEXT(!problems(acme({{key, "https://a.example"}})).empty(), key);
    CHECK(problems(with({{"LATCHKEY_OIDC_GOOGLE_ISSUER", "https://a.example"},
                         {"LATCHKEY_OIDC_GOOGLE_CLIENT_ID", "x"},
                         {"LATCHKEY_OIDC_GOOGLE_CLIENT_SECRET", "x"}}))
              .contains("that name is taken"));
}

TEST(config_families, are_given_once)
{
    const std::string path = directory + "/env";
    std::ofstream{path} << "LATCHKEY_OIDC_ACME_SCOPES=openid\nLATCHKEY_OIDC_ACME_SCOPES=openid\n";
    ::chmod(path.c_str(), 0600);
    CHECK(problems(acme(), path).contains(":2: LATCHKEY_OIDC_ACME_SCOPES: given twice, first as"));
}

TEST(config_families, hold_issuers_that_are_https_and_scopes_with_openid)
{
    for (const char* issuer :
         {"http://a.example", "https://", "https://a.example?x", "https://a.example#x", "a.example"})
        CHECK_TEXT(problems(acme({{"LATCHKEY_OIDC_ACME_ISSUER", issuer}}))
                       .contains("LATCHKEY_OIDC_ACME_ISSUER: must"),
                   issuer);
    for (const char* scopes : {"email", "openid  email", "openid ", " openid", "openid \"x\""})
        CHECK_TEXT(problems(acme({{"LATCHKEY_OIDC_ACME_SCOPES", scopes}}))
                       .contains("LATCHKEY_OIDC_ACME_SCOPES: must"),
                   scopes);
    CHECK(problems(acme({{"LATCHKEY_OIDC_ACME_PRIVATE", "yes"}})).contains("must be one of on off"));
}
