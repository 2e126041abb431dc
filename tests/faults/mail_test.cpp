// SMTP servers that are away, silent, unwilling or gone before their last word: every letter comes in the
// end, once, and no request waits for it.
#include <algorithm>
#include <optional>
#include <set>

#include "tests/faults/siege.h"
#include "tests/fcgi/net/smtp_sink.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;
using net_test::Act;
using net_test::Received;
using net_test::Script;
using net_test::SmtpSink;

TEST_GROUP(faults_mail)
{
    Sandbox& sandbox = narrow();
    Mount auth = shipfastai(sandbox);
    std::optional<SmtpSink> sink;

    void listen(const Script& script = {})
    {
        sink.emplace(script, smtp_port());
    }

    // Its letter's id in the outbox, which names the message.
    std::string id(const Person& person)
    {
        return sandbox.sql("SELECT id FROM outbox WHERE recipient = '" + person.email + "'").at(0);
    }

    long tries(const Person& person)
    {
        return std::stol(
            sandbox.sql("SELECT attempts FROM outbox WHERE recipient = '" + person.email + "'").at(0));
    }

    // Nothing is left that a mailer would send: so nothing can come twice any more.
    bool all_sent()
    {
        return count(sandbox, "outbox WHERE sent_at IS NULL AND parked_at IS NULL") == 0;
    }

    std::vector<Received> letters_to(const Person& person)
    {
        auto letters = sink->received();
        std::erase_if(letters, [&](const Received& letter) {
            return letter.to.size() != 1 || !letter.to[0].contains("<" + person.email + ">");
        });
        return letters;
    }

    std::string message_id(const Received& letter)
    {
        const auto at = letter.raw.find("\r\nMessage-ID: ");
        if (at == std::string::npos) return {};
        return letter.raw.substr(at + 14, letter.raw.find("\r\n", at + 2) - at - 14);
    }

    // No test leaves letters behind for the next.
    void teardown() override
    {
        if (!sink) listen();
        sink->follow({});
        within(15s, [&] { return all_sent(); });
    }
};

TEST(faults_mail, that_no_one_takes_delays_no_request_and_comes_once_when_someone_does)
{
    std::vector<Person> people;
    for (int i = 0; i < 4; ++i) people.push_back(registered(sandbox));
    CHECK(within(5s, [&] { return tries(people.back()) > 0; }));
    STRCMP_EQUAL("0", sandbox
                          .sql("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND recipient = '" +
                               people.back().email + "'")
                          .at(0)
                          .c_str());

    listen();

    CHECK(within(15s, [&] { return all_sent(); }));
    for (const Person& person : people) LONGS_EQUAL(1, letters_to(person).size());
}

TEST(faults_mail, server_that_says_nothing_delays_no_request)
{
    listen({{{"greeting", {"", Act::hang}}}, {}});
    const Person first = registered(sandbox);
    CHECK(within(5s, [&] { return sink->connections() > 0; }));

    const Timed next = timed([&] { return auth.post("/register", newcomer().credentials()); });

    LONGS_EQUAL(200, next.answer.status);
    CHECK(next.took < 5s);   // the mailer waits for far longer
    sink.reset();            // hangs up
    listen();
    CHECK(within(15s, [&] { return all_sent(); }));
    LONGS_EQUAL(1, letters_to(first).size());
}

TEST(faults_mail, that_is_refused_for_now_is_tried_again_as_the_same_message)
{
    listen({{{"RCPT", {"451 come back later"}}}, {}});
    const Person person = registered(sandbox);
    CHECK(within(5s, [&] { return tries(person) > 0 && sink->connections() > 0; }));
    LONGS_EQUAL(0, letters_to(person).size());
    const std::string letter = id(person);

    sink->follow({});

    CHECK(within(15s, [&] { return all_sent(); }));
    LONGS_EQUAL(1, letters_to(person).size());
    CHECK(tries(person) > 1);
    STRCMP_CONTAINS(letter.c_str(), message_id(letters_to(person)[0]).c_str());
}

TEST(faults_mail, server_that_hangs_up_behind_the_last_dot_gets_the_same_message_id_again)
{
    listen({{{".", {"250 kept", Act::hang}}}, {}});   // keeps it, and never says so
    const Person person = registered(sandbox);
    CHECK(within(5s, [&] { return letters_to(person).size() == 1; }));
    const std::string first = message_id(letters_to(person)[0]);

    sink.reset();
    listen();

    CHECK(within(15s, [&] { return all_sent(); }));
    LONGS_EQUAL(1, letters_to(person).size());
    CHECK_FALSE(first.empty());
    STRCMP_EQUAL(first.c_str(), message_id(letters_to(person)[0]).c_str());
}

TEST(faults_mail, that_is_refused_for_good_is_parked_with_the_reason_and_holds_up_nothing)
{
    listen({{{"RCPT", {"550 no such person"}}}, {}});
    const Person unknown = registered(sandbox);
    CHECK(within(5s, [&] {
        return count(sandbox, "outbox WHERE parked_at IS NOT NULL AND reason LIKE '%550%' AND recipient = '" +
                                  unknown.email + "'") == 1;
    }));

    sink->follow({});
    const Person known = registered(sandbox);

    CHECK(within(5s, [&] { return letters_to(known).size() == 1; }));
    LONGS_EQUAL(0, letters_to(unknown).size());
}
