#include "handlers/deliver.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "fcgi/sys/failure.h"
#include "handlers/tokens/challenge.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(deliver)
{
    test::House house;
    PostOffice office = house.post_office();

    void setup() override
    {
        house.enrol("ann@example.com");
        house.sql("UPDATE outbox SET sent_at = NULL");
    }
    std::vector<std::string> letters() const
    {
        std::vector<std::string> found;
        if (!std::filesystem::exists(house.directory() + "/mail/new")) return found;
        for (const auto& entry : std::filesystem::directory_iterator{house.directory() + "/mail/new"}) {
            std::ifstream file{entry.path()};
            found.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
        }
        return found;
    }
    static std::string link_token(const std::string& letter)
    {
        const std::string mark = "?token=";
        const auto start = letter.find(mark) + mark.size();
        return letter.substr(start, letter.find('\n', start) - start);
    }
    std::string state()
    {
        return house.sql(
            "SELECT CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN parked_at IS NOT NULL THEN"
            " 'parked: ' || reason ELSE 'waiting' END FROM outbox");
    }
    void make_due(const std::string& letters = "true")
    {
        house.sql("UPDATE outbox SET next_attempt_at = now() WHERE " + letters);
    }
    std::string pause()
    {
        return house.sql("SELECT round(extract(epoch FROM next_attempt_at - now())) FROM outbox");
    }
    // A transport that never works: a Maildir below a file.
    sys::Environment broken_transport() const
    {
        return {{"MAIL", "maildir:" + house.directory() + "/log/mail"}, {"MAIL_RETRY_SECONDS", "30"}};
    }
};

TEST(deliver, writes_a_letter_once)
{
    CHECK_TRUE(deliver_one(office));
    CHECK_FALSE(deliver_one(office));
    STRCMP_EQUAL("sent", state().c_str());
    LONGS_EQUAL(1, letters().size());
    STRCMP_CONTAINS("\nTo: ann@example.com\n", letters()[0].c_str());
    STRCMP_CONTAINS("From: Latchkey <noreply@example.com>\n", letters()[0].c_str());
}

TEST(deliver, writes_the_token_whose_digest_the_challenge_has)
{
    deliver_one(office);
    const auto token = link_token(letters().at(0));
    STRCMP_EQUAL(house.mailed_token("ann@example.com", "verify_email").c_str(), token.c_str());
    STRCMP_CONTAINS(("\n" + house.mailed_code("ann@example.com", "verify_email") + "\n").c_str(),
                    letters()[0].c_str());
    LONGS_EQUAL(200, house.post("shipfastai", "/verify-email", test::json({{"token", token}})).status);
}

TEST(deliver, writes_a_letter_once_though_the_mailer_died_before_it_said_so)
{
    deliver_one(office);
    house.sql("UPDATE outbox SET sent_at = NULL, next_attempt_at = now()");
    CHECK_TRUE(deliver_one(office));
    LONGS_EQUAL(1, letters().size());
    STRCMP_EQUAL("sent", state().c_str());
}

TEST(deliver, writes_each_kind_of_letter)
{
    deliver_one(office);
    house.post("shipfastai", "/forgot-password", test::json({{"email", "ann@example.com"}}));
    CHECK_TRUE(deliver_one(office));
    const auto token = house.mailed_token("ann@example.com", "reset_password");
    house.post("shipfastai", "/reset-password",
               test::json({{"token", token}, {"new_password", "a new horse battery"}}));
    CHECK_TRUE(deliver_one(office));
    LONGS_EQUAL(3, letters().size());
    STRCMP_EQUAL("3", house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL").c_str());
}

TEST(deliver, writes_the_letter_about_a_new_device)
{
    house.sql("UPDATE outbox SET sent_at = now()");
    house.login("ann@example.com");
    auto asked = test::request("shipfastai", "POST", "/login",
                               test::json({{"email", "ann@example.com"}, {"password", test::good_password}}));
    asked.client = "198.51.100.7";
    asked.user_agent = "curl/7.88.1 <script>";
    house.send(asked);
    CHECK_TRUE(deliver_one(office));
    const auto letter = letters().at(0);
    STRCMP_CONTAINS("\nDevice: curl\n", letter.c_str());
    STRCMP_CONTAINS("\nAddress: 198.51.100.7\n", letter.c_str());
    CHECK_FALSE(letter.contains("<script>"));
    STRCMP_EQUAL(house.mailed_token("ann@example.com", "new_device").c_str(), link_token(letter).c_str());
    LONGS_EQUAL(
        200, house.post("latchkey", "/sessions/not-me", test::json({{"token", link_token(letter)}})).status);
}

TEST(deliver, parks_a_letter_nobody_wants_any_more)
{
    for (const char* change :
         {"UPDATE challenge SET voided_at = now()", "UPDATE challenge SET expires_at = now()"})
    {
        house.sql("UPDATE challenge SET voided_at = NULL; UPDATE outbox SET parked_at = NULL");
        make_due();
        house.sql(change);
        CHECK_TRUE(deliver_one(office));
        STRCMP_EQUAL("parked: no longer wanted", state().c_str());
    }
    LONGS_EQUAL(0, letters().size());
}

TEST(deliver, waits_for_a_key_that_is_not_in_the_ring)
{
    test::House turned{{{"JWT_KEYS", test::signing_key("new")}}};
    CHECK_TRUE(deliver_one(turned.post_office()));
    STRCMP_EQUAL("waiting", state().c_str());
    make_due();
    CHECK_TRUE(deliver_one(office));
    STRCMP_EQUAL("sent", state().c_str());
}

TEST(deliver, waits_for_a_mailer_that_knows_the_letter_but_not_for_ever)
{
    house.sql("UPDATE outbox SET letter = 'greeting', challenge_id = NULL");
    CHECK_TRUE(deliver_one(office));
    STRCMP_EQUAL("waiting", state().c_str());
    house.sql("UPDATE outbox SET created_at = now() - interval '5 days 1 second'");
    make_due();
    CHECK_TRUE(deliver_one(office));
    STRCMP_CONTAINS("parked: its signing key is not in the ring, or the letter is unknown", state().c_str());
}

TEST(deliver, tries_again_at_doubling_pauses)
{
    test::House broken{broken_transport()};
    for (const char* expected : {"30", "60", "120", "240", "480", "960", "1920", "3840", "4000", "4000"}) {
        CHECK_TRUE(deliver_one(broken.post_office()));
        STRCMP_EQUAL("waiting", state().c_str());
        STRCMP_EQUAL(expected, pause().c_str());
        make_due();
    }
}

TEST(deliver, never_pauses_longer_whatever_the_number_of_tries)
{
    test::House broken{broken_transport()};
    house.sql("UPDATE outbox SET attempts = 100000");
    CHECK_TRUE(deliver_one(broken.post_office()));
    STRCMP_EQUAL("4000", pause().c_str());
}

TEST(deliver, delivers_when_the_transport_works_again)
{
    test::House broken{broken_transport()};
    deliver_one(broken.post_office());
    make_due();
    CHECK_TRUE(deliver_one(office));
    STRCMP_EQUAL("sent", state().c_str());
    LONGS_EQUAL(1, letters().size());
}

TEST(deliver, gives_up_after_five_days)
{
    test::House broken{broken_transport()};
    // A notice has no challenge that could expire before.
    house.sql(
        "UPDATE outbox SET letter = 'password_changed', challenge_id = NULL,"
        " created_at = now() - interval '5 days 1 second'");
    CHECK_TRUE(deliver_one(broken.post_office()));
    STRCMP_CONTAINS("parked: ", state().c_str());
}

TEST(deliver, does_not_let_a_bad_letter_hold_up_the_others)
{
    house.enrol("bob@example.com");
    house.sql(
        "UPDATE outbox SET sent_at = NULL; UPDATE outbox SET letter = 'greeting',"
        " next_attempt_at = now() - interval '1 minute' WHERE recipient = 'ann@example.com'");
    CHECK_TRUE(deliver_one(office));
    CHECK_TRUE(deliver_one(office));
    LONGS_EQUAL(1, letters().size());
}

TEST(deliver, leaves_the_letter_where_it_is_when_the_database_is_away)
{
    db::Pool away{"postgresql://nobody@/nowhere?host=/nonexistent", 1, std::chrono::seconds{1}};
    const sys::Log quiet{"test", sys::Level::error};
    const PostOffice lost{house.config(), quiet, away,
                          crypto::Keyring{house.config().text(sys::Key::jwt_keys)}};
    CHECK_THROWS(sys::Failure, deliver_one(lost));
    STRCMP_EQUAL("waiting", state().c_str());
}

TEST(deliver, logs_the_outcome_but_nothing_of_the_letter)
{
    deliver_one(office);
    const auto lines = house.log();
    STRCMP_CONTAINS("letter_sent", lines.c_str());
    CHECK(lines.find(house.mailed_token("ann@example.com", "verify_email")) == std::string::npos);
    CHECK(lines.find("ann@example.com") == std::string::npos);
}

TEST(deliver, writes_with_the_words_of_the_sysadmin)
{
    std::ofstream{house.directory() + "/words/en.json"}
        << R"({"verify_email.subject": "Welcome to {service}"})";
    CHECK_TRUE(deliver_one(house.post_office()));
    STRCMP_CONTAINS("\nSubject: Welcome to Latchkey\n", letters().at(0).c_str());
}
