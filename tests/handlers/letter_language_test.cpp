// From the request that causes a letter, through the outbox, to its words.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "handlers/deliver.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(letter_language)
{
    test::House house;

    void setup() override
    {
        house.enrol("ann@example.com");
        house.sql("UPDATE outbox SET sent_at = NULL");
    }
    // Delivers one, the only one.
    std::string letter() const
    {
        CHECK_TRUE(deliver_one(house.post_office()));
        for (const auto& entry : std::filesystem::directory_iterator{house.directory() + "/mail/new"}) {
            std::ifstream file{entry.path()};
            return {std::istreambuf_iterator<char>{file}, {}};
        }
        return {};
    }
};

TEST(letter_language, is_that_of_the_request_that_caused_the_letter)
{
    house.sql("DELETE FROM outbox");
    auto asked =
        test::request("shipfastai", "POST", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    asked.accept_language = "de-AT,de;q=0.9,en;q=0.8";
    house.send(asked);
    const std::string text = letter();
    STRCMP_CONTAINS("\nContent-Language: de\n", text.c_str());
    STRCMP_CONTAINS("Um ein neues Passwort zu w=C3=A4hlen", text.c_str());
}

TEST(letter_language, is_that_of_the_account_before_that)
{
    house.sql("UPDATE account SET locale = 'fr-CA'; UPDATE outbox SET language = 'de'");
    CHECK(letter().contains("\nContent-Language: fr\n"));
}

TEST(letter_language, is_english_where_neither_is_known)
{
    house.sql("UPDATE account SET locale = 'tlh'; UPDATE outbox SET language = '../../etc'");
    CHECK(letter().contains("\nContent-Language: en\n"));
}

// Each of them has a statement of its own that must keep it.
TEST(letter_language, is_known_of_every_request_that_causes_a_letter)
{
    const auto in_arabic = [&](const char* contract, const char* path, const std::string& body,
                               const std::string& bearer = {}) {
        const char* method = std::string_view{path} == "/me/password" ? "PUT" : "POST";
        auto asked = test::request(contract, method, path, body);
        asked.accept_language = "ar-EG";
        if (!bearer.empty()) asked.authorization = "Bearer " + bearer;
        asked.client = "198.51.100.7";
        const auto response = house.send(asked);
        LONGS_EQUAL_TEXT(200, response.status / 100 * 100, (path + response.body).c_str());
        return response;
    };
    const std::string email = "bob@example.com";
    const auto credentials = test::json({{"email", email}, {"password", test::good_password}});
    house.sql("DELETE FROM outbox");
    in_arabic("shipfastai", "/register", credentials);
    house.login(email);
    in_arabic("shipfastai", "/login", credentials);
    in_arabic("latchkey", "/sessions/not-me",
              test::json({{"token", house.mailed_token(email, "new_device")}}));
    const auto fresh = house.login(email).access;
    in_arabic(
        "latchkey", "/me/password",
        test::json({{"current_password", test::good_password}, {"new_password", "another horse battery"}}),
        fresh);
    in_arabic("shipfastai", "/forgot-password", test::json({{"email", email}}));
    in_arabic("shipfastai", "/reset-password",
              test::json({{"token", house.mailed_token(email, "reset_password")},
                          {"new_password", "a new horse battery"}}));
    const auto owner = house.login(email, "a new horse battery").access;
    const auto org =
        test::member(in_arabic("latchkey", "/orgs", test::json({{"name", "Acme"}}), owner), "org_id");
    in_arabic("latchkey", ("/orgs/" + org + "/invites").c_str(), test::json({{"email", "eve@example.com"}}),
              owner);
    STRCMP_EQUAL(
        "invite new_device password_changed password_changed_in_session reset_password reset_password "
        "verify_email",
        house.sql("SELECT string_agg(letter, ' ' ORDER BY letter) FROM outbox WHERE language = 'ar'")
            .c_str());
}

// Only those with a code are told apart by it.
TEST(letter_language, comes_with_the_reference_that_the_request_named)
{
    const auto asked = [&](const char* path, const std::string& email, const std::string& reference) {
        auto made = test::request("shipfastai", "POST", path,
                                  test::json({{"email", email}, {"password", test::good_password}}));
        made.reference = reference;
        LONGS_EQUAL(200, house.send(made).status);
    };
    house.sql("DELETE FROM outbox");
    asked("/register", "bob@example.com", "K7QP");
    STRCMP_EQUAL("K7QP", house.sql("SELECT reference FROM outbox").c_str());
    CHECK(letter().contains("Reference: K7QP."));
    asked("/resend-verification", "bob@example.com", "W2X4");
    STRCMP_EQUAL("W2X4", house.sql("SELECT reference FROM outbox WHERE sent_at IS NULL").c_str());
    asked("/resend-verification", "bob@example.com", "<b>free money</b>");
    STRCMP_EQUAL("", house.sql("SELECT reference FROM outbox ORDER BY created_at DESC LIMIT 1").c_str());
}

TEST(letter_language, is_kept_by_the_account_that_a_request_made)
{
    const auto locale_of = [&](const char* email, const char* contract, const char* path,
                               const char* language) {
        auto made = test::request(contract, "POST", path,
                                  test::json({{"email", email}, {"password", test::good_password}}));
        made.accept_language = language;
        LONGS_EQUAL(200, house.send(made).status);
        return house.sql("SELECT coalesce(locale, 'none') FROM account WHERE email = '" + std::string{email} +
                         "'");
    };
    STRCMP_EQUAL("de", locale_of("b@example.com", "shipfastai", "/register", "de-AT,en;q=0.5").c_str());
    STRCMP_EQUAL("ar", locale_of("c@example.com", "bitcain", "/signup", "ar").c_str());
    STRCMP_EQUAL("zh", locale_of("d@example.com", "latchkey", "/accounts", "zh-CN").c_str());
    STRCMP_EQUAL("none", locale_of("e@example.com", "shipfastai", "/register", "tlh").c_str());
}
