// A database that is migrated while workers of the version before serve.
#include "fcgi/db/migrations.h"

#include <signal.h>

#include <algorithm>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

constexpr int bad_configuration = 78;

// What the next version of the package would bring.
constexpr db::Migration wider{900,
                              "900_wider",
                              "f900",
                              "ALTER TABLE account ADD nickname text NOT NULL DEFAULT '', ADD shadow text",
                              db::Step::expand,
                              "UPDATE account SET shadow = email WHERE id IN"
                              " (SELECT id FROM account WHERE shadow IS NULL LIMIT 3)"};
constexpr db::Migration narrower{901, "901_narrower", "f901", "ALTER TABLE account DROP COLUMN nickname"};

}   // namespace

TEST_GROUP(faults_migrations)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    Person person = registered(sandbox);
    Session session = signed_in(auth, person);

    void teardown() override
    {
        sandbox.sql("DELETE FROM schema_migration WHERE number >= 900");
        sandbox.sql(
            "SET client_min_messages = error; ALTER TABLE account DROP COLUMN IF EXISTS nickname, DROP "
            "COLUMN IF EXISTS shadow");
        sandbox.control({"workers", "restart"});
        within(10s, [&] { return sandbox.worker_pids().size() == 3; });
    }

    void migrate(std::initializer_list<db::Migration> later)
    {
        std::vector<db::Migration> all{db::known_migrations().begin(), db::known_migrations().end()};
        all.insert(all.end(), later);
        db::migrate(sandbox.setting("MIGRATE_DATABASE"), all, [](const db::Progress&) {});
    }

    Ran start(const std::string& program)
    {
        std::vector<std::string> words{sandbox_program(program), "--env-file", sandbox.directory() + "/env"};
        if (program == "latchkey-worker")
            words.insert(words.end(), {"--socket", sandbox.directory() + "/other.sock"});
        return test::run(words);
    }

    bool all_are_new(const std::vector<int>& before)
    {
        const auto now = sandbox.worker_pids();
        return now.size() == 3 && std::ranges::none_of(now, [&](int pid) {
                   return std::ranges::find(before, pid) != before.end();
               });
    }
};

TEST(faults_migrations, that_expand_fail_no_request_and_the_version_before_goes_on_and_starts)
{
    for (int more = 0; more < 8; ++more) registered(sandbox);
    Crowd reading{sandbox, 2, [&](Mount& mine, int, int) { return mine.get("/me", session.access); }};
    Crowd writing{sandbox, 2,
                  [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
    CHECK(within(10s, [&] { return reading.answered() > 20 && writing.answered() > 20; }));
    migrate({wider});
    const auto then = reading.answered() + writing.answered();
    CHECK(within(10s, [&] { return reading.answered() + writing.answered() > then + 40; }));
    for (auto* crowd : {&reading, &writing})
        for (const Answer& answer : crowd->stop()) LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    LONGS_EQUAL(0, count(sandbox, "account WHERE shadow IS DISTINCT FROM email"));

    const auto before = sandbox.worker_pids();
    for (const int pid : before) ::kill(pid, SIGKILL);
    CHECK(within(10s, [&] { return all_are_new(before); }));
    CHECK(within(10s, [&] { return auth.get("/me", session.access).status == 200; }));
    registered(sandbox);
    LONGS_EQUAL(0, sandbox.latchkey({"migrate", "--status"}).exit);
}

TEST(faults_migrations, that_contract_are_refused_by_the_version_before_when_it_starts)
{
    migrate({wider, narrower});

    for (const char* const program : {"latchkey-worker", "latchkey-mailer"}) {
        const Ran ran = start(program);
        LONGS_EQUAL_TEXT(bad_configuration, ran.exit, ran.err.c_str());
        STRCMP_CONTAINS("migration 901_narrower is no longer for it; install the newer package",
                        ran.err.c_str());
    }
    LONGS_EQUAL(1, sandbox.latchkey({"migrate", "--plan"}).exit);
}

TEST(faults_migrations, that_wait_are_planned_with_an_exit_code_of_their_own)
{
    LONGS_EQUAL(0, sandbox.latchkey({"migrate", "--plan"}).exit);
    const auto kept =
        sandbox.sql("DELETE FROM schema_migration WHERE number = 13 RETURNING fingerprint, step");
    const Ran plan = sandbox.latchkey({"migrate", "--plan"});
    const auto bar = kept.at(0).find('|');
    sandbox.sql(
        "INSERT INTO schema_migration (number, name, fingerprint, step) VALUES (13, '013_letter_language', "
        "'" +
        kept[0].substr(0, bar) + "', '" + kept[0].substr(bar + 1) + "')");

    LONGS_EQUAL(3, plan.exit);
    STRCMP_CONTAINS("013_letter_language\twaiting\tcontract", plan.out.c_str());
}
