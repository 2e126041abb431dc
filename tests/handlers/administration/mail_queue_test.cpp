#include <algorithm>
#include <filesystem>

#include "handlers/contracts/framework.h"
#include "tests/handlers/administration/desk.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(mail_queue)
{
    test::House house;

    void setup() override
    {
        house.sql("DELETE FROM outbox");
    }
    // A letter that was tried twice in vain, and given up or not.
    std::string letter(const std::string& recipient, bool given_up, const std::string& age = "1 hour")
    {
        return house.sql(
            "INSERT INTO outbox (letter, recipient, attempts, reason, created_at, next_attempt_at,"
            " parked_at) VALUES ('password_changed', '" +
            recipient + "', 2, 'RCPT: 450 not now', now() - interval '" + age +
            "', now() + interval '1 hour', " + (given_up ? "now()" : "NULL") + ") RETURNING id");
    }
    std::string sent()
    {
        return house.sql("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL");
    }
    std::string said(const std::string& sentence, int exit = 0, bool json = false)
    {
        const auto said = administer(house, sentence, json);
        LONGS_EQUAL_TEXT(exit, said.exit, said.err.c_str());
        return said.out;
    }
};

TEST(mail_queue, lists_what_waits_and_what_was_given_up_but_nothing_that_was_sent)
{
    const auto waits = letter("ann@example.com", false);
    const auto given_up = letter("bob@example.com", true, "2 hours");
    house.sql("UPDATE outbox SET sent_at = now() WHERE id = '" + letter("cat@example.com", false) + "'");
    const auto out = said("mail queue");
    LONGS_EQUAL(2, std::ranges::count(out, '\n'));
    STRCMP_CONTAINS((given_up + "\tpassword_changed\tbob@example.com\t").c_str(), out.c_str());
    STRCMP_CONTAINS("\t2\tgiven up\tRCPT: 450 not now\n", out.c_str());
    const std::string hour = contracts::iso8601((house.now + 3600) * 1'000'000).substr(0, 10);
    STRCMP_CONTAINS(("\t2\t" + hour + "T").c_str(), out.c_str());
    CHECK(out.find(given_up) < out.find(waits));
    const auto json = said("mail queue", 0, true);
    STRCMP_CONTAINS(
        (R"({"id":")" + waits + R"(","letter":"password_changed","recipient":"ann@example.com")").c_str(),
        json.c_str());
    STRCMP_CONTAINS(R"("given_up":true,"reason":"RCPT: 450 not now"})", json.c_str());
}

TEST(mail_queue, lists_more_letters_than_it_reads_at_once)
{
    house.sql(
        "INSERT INTO outbox (letter, recipient) SELECT 'password_changed', n || '@example.com'"
        " FROM generate_series(1, 250) n");
    LONGS_EQUAL(250, std::ranges::count(said("mail queue"), '\n'));
}

TEST(mail_queue, lets_one_letter_be_tried_at_once)
{
    const auto one = letter("ann@example.com", true, "6 days");
    letter("bob@example.com", true);
    STRCMP_EQUAL("1 letter will be tried now\n", said("mail retry " + one).c_str());
    // Five days begin anew: else its first try would give it up again.
    STRCMP_EQUAL(
        "t", house.sql("SELECT created_at > now() - interval '1 day' FROM outbox WHERE id = '" + one + "'")
                 .c_str());
    CHECK(deliver_one(house.post_office()));
    CHECK_FALSE(deliver_one(house.post_office()));
    STRCMP_EQUAL("1", sent().c_str());
}

TEST(mail_queue, lets_all_letters_be_tried_at_once)
{
    letter("ann@example.com", true);
    letter("bob@example.com", false);
    STRCMP_EQUAL("{\"letters\":2}\n", said("mail retry --all", 0, true).c_str());
    while (deliver_one(house.post_office())) {
    }
    STRCMP_EQUAL("2", sent().c_str());
}

TEST(mail_queue, has_no_other_letters_to_try)
{
    STRCMP_EQUAL("0 letters will be tried now\n",
                 said("mail retry 5b7ec7a5-0000-4000-8000-00000000000a", 1).c_str());
    STRCMP_EQUAL("0 letters will be tried now\n", said("mail retry --all").c_str());
    said("mail retry soon", 2);
    said("mail retry", 2);
}

TEST(mail_queue, is_passed_by_a_trial_letter)
{
    STRCMP_EQUAL("sent: kept\n", said("mail test you@example.com").c_str());
    CHECK_FALSE(std::filesystem::is_empty(house.directory() + "/mail/new"));
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM outbox").c_str());
}

TEST(mail_queue, is_no_excuse_for_a_trial_letter_that_is_not_taken)
{
    test::House other{{{"MAIL", "maildir:" + house.directory() + "/none/mail"}}};
    const auto told = administer(other, "mail test you@example.com");
    LONGS_EQUAL(1, told.exit);
    STRCMP_CONTAINS("not sent: ", told.err.c_str());
}
