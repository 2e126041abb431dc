#include <algorithm>

#include "fcgi/crypto/password.h"
#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(users)
{
    test::House house;

    std::string id()
    {
        return house.sql("SELECT id FROM account");
    }
    std::string line(const std::string& state)
    {
        return "ann@example.com  " + id() + "  " + state + "\n";
    }
    void done(const std::string& sentence, const std::string& state)
    {
        const auto said = administer(house, sentence);
        LONGS_EQUAL(0, said.exit);
        STRCMP_EQUAL(line(state).c_str(), said.out.c_str());
        STRCMP_EQUAL("", said.err.c_str());
    }
    void refused(const test::Said& said, const char* why)
    {
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL("", said.out.c_str());
        STRCMP_EQUAL(why, said.err.c_str());
    }
    static std::string text(const test::Said& said, std::string_view name)
    {
        return test::member({200, {}, said.out}, name);
    }
    void fill(int count)
    {
        house.sql(
            "INSERT INTO account (email) SELECT 'user' || to_char(i, 'FM000') || '@example.com'"
            " FROM generate_series(1, " +
            std::to_string(count) + ") i");
    }
};

TEST(users, are_created_with_the_password_that_was_typed)
{
    const auto said = administer(house, "user create ann@example.com");
    LONGS_EQUAL(0, said.exit);
    STRCMP_EQUAL(line("unverified").c_str(), said.out.c_str());
    CHECK(!house.login("ann@example.com").access.empty());
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM outbox WHERE letter = 'verify_email'").c_str());
}

TEST(users, may_be_named_by_an_option)
{
    LONGS_EQUAL(0, administer(house, "user create --email ann@example.com --name Ann").exit);
    STRCMP_EQUAL("Ann", house.sql("SELECT full_name FROM account").c_str());
}

TEST(users, have_no_name_when_none_was_given)
{
    const auto said = administer(house, "user create ann@example.com", true);
    STRCMP_CONTAINS(R"("full_name":null)", said.out.c_str());
    STRCMP_EQUAL("t", house.sql("SELECT full_name IS NULL FROM account").c_str());
}

TEST(users, may_be_created_verified_and_get_no_letter_then)
{
    LONGS_EQUAL(0, administer(house, "user create --verified ann@example.com").exit);
    STRCMP_EQUAL("t", house.sql("SELECT verified_at IS NOT NULL FROM account").c_str());
    CHECK_TRUE(deliver_one(house.post_office()));
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL").c_str());
}

TEST(users, are_created_once)
{
    administer(house, "user create ann@example.com");
    refused(administer(house, "user create ANN@example.com"),
            "latchkey: there is a user of that address already\n");
    STRCMP_EQUAL("1", house.sql("SELECT count(*) FROM account").c_str());
}

TEST(users, need_an_address_and_a_password_as_front_ends_do)
{
    refused(administer(house, "user create nonsense"),
            "latchkey: the email is not acceptable: An email address must have an @-sign.\n");
    refused(administer(house, "user create ann@example.com", false, "short"),
            "latchkey: the password is not acceptable; a password has 8 to 128 characters\n");
    refused(administer(house, "user create ann@example.com", false, ""),
            "latchkey: the password is not acceptable; a password has 8 to 128 characters\n");
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM account").c_str());
}

TEST(users, are_told_what_is_wrong_with_a_name)
{
    const auto said = administer(house, "user create ann@example.com --name " + std::string(201, 'x'));
    LONGS_EQUAL(1, said.exit);
    STRCMP_CONTAINS("full_name", said.err.c_str());
    CHECK(said.err.find("password") == std::string::npos);
}

TEST(users, are_shown_by_address_or_id)
{
    house.enrol("ann@example.com", test::good_password, true);
    done("user show ann@example.com", "verified");
    done("user show ANN@Example.com", "verified");
    done("user show " + id(), "verified");
    done("user show --email ann@example.com", "verified");
}

TEST(users, are_shown_as_json_with_their_id)
{
    house.enrol("ann@example.com");
    auto said = administer(house, "user show ann@example.com", true);
    const std::string created = house.sql("SELECT floor(extract(epoch FROM created_at)) FROM account");
    STRCMP_EQUAL((R"({"user_id":")" + id() +
                  R"(","email":"ann@example.com","full_name":null,"is_active":true,"is_verified":false,)"
                  R"("has_password":true,"roles":[],"created_at":)" +
                  created + R"(,"last_login_at":null})" + "\n")
                     .c_str(),
                 said.out.c_str());
    house.login("ann@example.com");
    said = administer(house, "user show ann@example.com", true);
    CHECK(said.out.find(R"("last_login_at":null)") == std::string::npos);
}

TEST(users, that_do_not_exist_are_refused_by_every_sentence)
{
    for (const char* verb : {"show", "disable", "enable", "verify", "set-password"})
        refused(administer(house, "user " + std::string{verb} + " ghost@example.com"),
                "latchkey: there is no user ghost@example.com\n");
    LONGS_EQUAL(1, administer(house, "user show 00000000-0000-4000-8000-000000000000").exit);
    LONGS_EQUAL(1, administer(house, "user show ';--").exit);
    LONGS_EQUAL(1, administer(house, "user show \xff").exit);
}

TEST(users, lose_their_sessions_for_good_when_they_are_disabled)
{
    house.enrol("ann@example.com");
    const auto tokens = house.login("ann@example.com");
    done("user disable ann@example.com", "disabled");
    LONGS_EQUAL(401, house.get("shipfastai", "/me", tokens.access).status);
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    done("user enable ann@example.com", "unverified");
    LONGS_EQUAL(401, house.get("shipfastai", "/me", tokens.access).status);
    LONGS_EQUAL(200, house.get("shipfastai", "/me", house.login("ann@example.com").access).status);
}

TEST(users, may_be_disabled_and_enabled_twice)
{
    house.enrol("ann@example.com");
    done("user disable ann@example.com", "disabled");
    const auto since = house.sql("SELECT disabled_at FROM account");
    done("user disable ann@example.com", "disabled");
    STRCMP_EQUAL(since.c_str(), house.sql("SELECT disabled_at FROM account").c_str());
    done("user enable ann@example.com", "unverified");
    done("user enable ann@example.com", "unverified");
}

TEST(users, may_be_taken_for_verified)
{
    house.enrol("ann@example.com");
    done("user verify ann@example.com", "verified");
    LONGS_EQUAL(200, house.get("hydracore", "/me", house.login("ann@example.com").access).status);
    const auto since = house.sql("SELECT verified_at FROM account");
    done("user verify ann@example.com", "verified");
    STRCMP_EQUAL(since.c_str(), house.sql("SELECT verified_at FROM account").c_str());
}

TEST(users, get_a_new_password_that_ends_their_sessions)
{
    house.enrol("ann@example.com");
    const auto tokens = house.login("ann@example.com");
    const auto said = administer(house, "user set-password ann@example.com", false, "a new horse battery");
    LONGS_EQUAL(0, said.exit);
    LONGS_EQUAL(401, house.get("shipfastai", "/me", tokens.access).status);
    STRCMP_EQUAL("", house.login("ann@example.com").access.c_str());
    CHECK(!house.login("ann@example.com", "a new horse battery").access.empty());
}

TEST(users, keep_their_password_when_the_new_one_is_unacceptable)
{
    house.enrol("ann@example.com");
    refused(administer(house, "user set-password ann@example.com", false, "short"),
            "latchkey: the password is not acceptable; a password has 8 to 128 characters\n");
    CHECK(!house.login("ann@example.com").access.empty());
}

TEST(users, are_never_shown_with_their_password)
{
    administer(house, "user create ann@example.com");
    for (const char* sentence :
         {"user show ann@example.com", "user list", "user set-password ann@example.com"}) {
        const auto said = administer(house, sentence, true);
        CHECK(said.out.find(test::good_password) == std::string::npos);
        CHECK(said.out.find("$s1$") == std::string::npos);
    }
}

TEST(users, are_listed_a_hundred_at_a_time)
{
    fill(150);
    const auto first = administer(house, "user list");
    LONGS_EQUAL(100, std::ranges::count(first.out, '\n'));
    STRCMP_EQUAL("more: latchkey user list --after user100@example.com (or --all)\n", first.err.c_str());
    const auto second = administer(house, "user list --after user100@example.com");
    LONGS_EQUAL(50, std::ranges::count(second.out, '\n'));
    STRCMP_EQUAL("", second.err.c_str());
    STRCMP_CONTAINS("user101@example.com", second.out.substr(0, 20).c_str());
    const auto all = administer(house, "user list --all", true);
    LONGS_EQUAL(150, std::ranges::count(all.out, '\n'));
    STRCMP_EQUAL("", all.err.c_str());
}

TEST(users, are_said_to_be_more_only_when_there_are)
{
    fill(100);
    const auto said = administer(house, "user list");
    LONGS_EQUAL(100, std::ranges::count(said.out, '\n'));
    STRCMP_EQUAL("", said.err.c_str());
}

TEST(users, are_listed_as_one_json_object_a_line)
{
    administer(house, "user create ann@example.com");
    const auto said = administer(house, "user list", true);
    STRCMP_EQUAL(id().c_str(), text(said, "user_id").c_str());
    LONGS_EQUAL(1, std::ranges::count(said.out, '\n'));
}
