// A mailer that is killed at random while letters flow into a Maildir.
#include <signal.h>

#include <filesystem>
#include <iterator>
#include <random>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_mailer)
{
    Sandbox& sandbox = battered();
    std::vector<Person> people;
    std::minstd_rand dice{20260101};

    bool all_sent()
    {
        return count(sandbox, "outbox WHERE sent_at IS NULL") == 0;
    }

    // A minute is what a mailer's claim holds; for the letter in a killed mailer's hand it passes at once.
    void end_claims()
    {
        sandbox.sql("UPDATE outbox SET next_attempt_at = now() WHERE sent_at IS NULL");
    }

    std::ptrdiff_t letters()
    {
        return std::distance(std::filesystem::directory_iterator{sandbox.directory() + "/mail/new"}, {});
    }

    // Every other time in the moment a letter appears, before the mailer can have noted that it is sent.
    int kill_mailers(const std::stop_token& end)
    {
        int kills = 0;
        std::uniform_int_distribution<int> moments{1, 60};
        for (int turn = 0; !end.stop_requested(); ++turn) {
            const auto before = letters();
            if (turn % 2 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{moments(dice)});
            const int mailer = service_pid(sandbox, "mailer");
            while (turn % 2 == 1 && letters() == before && !end.stop_requested()) std::this_thread::yield();
            if (mailer > 0 && ::kill(mailer, SIGKILL) == 0) ++kills;
        }
        return kills;
    }
};

TEST(faults_mailer, that_is_killed_at_random_loses_no_letter_and_sends_none_twice)
{
    end_claims();
    CHECK(within(10s, [&] { return all_sent(); }));   // those of other tests
    int kills = 0;
    std::jthread killer{[&](const std::stop_token& end) { kills = kill_mailers(end); }};
    for (int i = 0; i < 40; ++i) {
        people.push_back(newcomer());
        CHECK_EQUAL(200, shipfastai(sandbox).post("/register", people.back().credentials()).status);
        std::this_thread::sleep_for(40ms);
    }
    killer.request_stop();
    killer.join();
    end_claims();

    CHECK(within(10s, [&] { return all_sent(); }));
    CHECK(kills > 3);
    for (const Person& person : people)
        LONGS_EQUAL_TEXT(1, sandbox.mailbox().to(person.email).size(), person.email.c_str());
}

TEST(faults_mailer, that_is_stopped_and_started_sends_what_came_meanwhile)
{
    sandbox.control({"mailer", "stop"});
    const Person person = registered(sandbox);
    LONGS_EQUAL(0, sandbox.mailbox().to(person.email).size());

    sandbox.control({"mailer", "start"});

    STRCMP_EQUAL("Confirm your e-mail address",
                 sandbox.mailbox().wait_for(person.email).header("subject").c_str());
}
