// Postgres that goes, comes back, freezes or keeps a table to itself. Whatever it does, a request ends about
// as soon as the database's time is up, and nobody has to be restarted.
#include <signal.h>

#include <algorithm>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

// Stops the postmaster and all its backends as a debugger would; they go on when this ends.
class Frozen {
public:
    explicit Frozen(const Sandbox& sandbox)
    {
        const int postmaster = service_pid(sandbox, "postgres");
        if (postmaster == 0) FAIL("there is no Postgres to freeze");
        processes_.push_back(postmaster);
        ::kill(postmaster, SIGSTOP);   // first, so that it makes no further ones
        for (const int backend : children_of(postmaster)) processes_.push_back(backend);
        for (const int process : processes_) ::kill(process, SIGSTOP);
    }
    ~Frozen()
    {
        for (const int process : processes_) ::kill(process, SIGCONT);
    }
    Frozen(const Frozen&) = delete;
    Frozen& operator=(const Frozen&) = delete;

private:
    std::vector<int> processes_;
};

// A psql session that keeps the table of accounts to itself for five seconds, or less.
class LockedAccounts {
public:
    explicit LockedAccounts(const Sandbox& sandbox)
        : sandbox_{sandbox}, session_{[this] {
              run({"psql", "-Xq", sandbox_.setting("DATABASE"), "-c",
                   "BEGIN; LOCK TABLE account; SELECT pg_sleep(5); COMMIT"});
          }}
    {
        if (!within(3s, [&] { return count(sandbox_, granted) > 0; })) FAIL("the table does not get locked");
    }
    ~LockedAccounts()
    {
        const std::string end = std::string{"SELECT pg_terminate_backend(pid) FROM "} + granted;
        run({"psql", "-Xq", sandbox_.setting("DATABASE"), "-c", end});
    }
    LockedAccounts(const LockedAccounts&) = delete;
    LockedAccounts& operator=(const LockedAccounts&) = delete;

private:
    static constexpr const char* granted =
        "pg_locks WHERE relation = 'account'::regclass AND mode = 'AccessExclusiveLock' AND granted";
    const Sandbox& sandbox_;
    std::jthread session_;
};

// Rows of every kind: reads, writes, hashes, mail, an org's, the vault's; in each contract's own words.
struct Row {
    const char* method;
    const char* path;
    const char* body;   // nullptr: none
    bool second_port = false;
};
constexpr const char* login = R"({"email":"nobody@example.com","password":"correct horse battery"})";
constexpr const char* link = R"({"token":"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq"})";
constexpr Row rows[] = {
    {"GET", "/api/auth/me", nullptr},
    {"GET", "/api/auth/health/ready", nullptr},
    {"GET", "/api/auth/sessions", nullptr},
    {"GET", "/api/auth/orgs", nullptr},
    {"POST", "/api/auth/orgs", R"({"name":"Acme"})"},
    {"POST", "/api/auth/register", login},
    {"POST", "/api/auth/login", login},
    {"POST", "/api/auth/forgot-password", R"({"email":"nobody@example.com"})"},
    {"POST", "/api/auth/verify-email", link},
    {"POST", "/auth/login", login},
    {"POST", "/v1/auth/login", R"({"username":"nobody","password":"correct horse battery"})"},
    {"GET", "/v1/auth/me", nullptr},
    {"GET", "/api/v1/api-keys/", nullptr},
    {"GET", "/api/kyc/", nullptr},
    {"POST", "/auth/login", login, true},
    {"GET", "/auth/profile", nullptr, true},
};

}   // namespace

TEST_GROUP(faults_postgres)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    Person person;
    Session session;
    std::vector<int> workers;

    void setup() override
    {
        person = registered(sandbox);
        session = signed_in(auth, person);
        workers = sandbox.worker_pids();
    }

    void teardown() override
    {
        if (service_pid(sandbox, "postgres") == 0) sandbox.control({"postgres", "start"});
    }

    Timed ask(const Row& row)
    {
        Client client{row.second_port ? sandbox.second_base() : sandbox.base()};
        const auto body = row.body ? std::optional<std::string>{row.body} : std::nullopt;
        const Sent sent{row.method, row.path, body, {"Authorization: Bearer " + session.access}};
        return timed([&] { return client.send(sent); });
    }

    Timed refresh()
    {
        const std::string body = object({{"refresh_token", session.refresh}});
        return timed([&] { return auth.post("/refresh", body); });
    }

    void expect_all_unavailable(std::chrono::milliseconds limit)
    {
        for (const Row& row : rows)
            expect_unavailable(ask(row), limit, std::string{row.method} + " " + row.path);
        expect_unavailable(refresh(), limit, "POST /api/auth/refresh");
        LONGS_EQUAL(200, auth.get("/health/live").status);
    }

    // At once: the first request already, whichever worker and connection it meets.
    void expect_all_good()
    {
        for (int turn = 0; turn < 24; ++turn) LONGS_EQUAL(200, auth.get("/me", session.access).status);
        LONGS_EQUAL(200, auth.post("/login", person.credentials()).status);
        LONGS_EQUAL(200, refresh().answer.status);
        CHECK_TRUE(workers == sandbox.worker_pids());   // no one ended over it
    }
};

TEST(faults_postgres, that_is_stopped_makes_every_row_unavailable_within_a_second_until_it_starts)
{
    sandbox.control({"postgres", "stop"});
    expect_all_unavailable(1s);

    sandbox.control({"postgres", "start"});
    expect_all_good();
}

TEST(faults_postgres, that_is_stopped_is_told_in_each_contracts_words)
{
    sandbox.control({"postgres", "stop"});
    const Answer plain = auth.get("/me", session.access);
    const Answer enveloped = mechamental(sandbox).get("/me", session.access);
    sandbox.control({"postgres", "start"});

    expect_shape(plain, 503, "detail:string");
    expect_shape(enveloped, 503,
                 "error:string message:string details:object timestamp:string status_code:number");
}

TEST(faults_postgres, that_was_restarted_costs_no_request_afterwards)
{
    at_once(sandbox.base(), 48, {"GET", "/api/auth/me", {}, {"Authorization: Bearer " + session.access}});

    sandbox.control({"postgres", "restart"});

    const auto answers =
        at_once(sandbox.base(), 48, {"GET", "/api/auth/me", {}, {"Authorization: Bearer " + session.access}});
    LONGS_EQUAL(48, std::ranges::count(answers, 200, &Answer::status));
    expect_all_good();
}

TEST(faults_postgres, whose_backends_were_ended_costs_no_request)
{
    at_once(sandbox.base(), 24, {"GET", "/api/auth/me", {}, {"Authorization: Bearer " + session.access}});

    sandbox.sql(
        "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
        " WHERE usename = 'latchkey' AND pid <> pg_backend_pid()");

    expect_all_good();
}

TEST(faults_postgres, that_is_killed_loses_no_acknowledged_account)
{
    std::vector<std::string> ledger;
    std::mutex mutex;
    Crowd crowd{sandbox, 2, [&](Mount& mine, int thread, int turn) {
                    const std::string email =
                        "crash-" + std::to_string(thread) + "-" + std::to_string(turn) + "@example.com";
                    Answer answer =
                        mine.post("/register", object({{"email", email}, {"password", "pass of " + email}}));
                    const std::lock_guard lock{mutex};
                    if (answer.status == 200) ledger.push_back(email);
                    return answer;
                }};
    for (int kills = 0; kills < 2; ++kills) {
        std::this_thread::sleep_for(400ms);
        const int killed = service_pid(sandbox, "postgres");
        ::kill(killed, SIGKILL);
        CHECK(within(10s, [&] {
            const int now = service_pid(sandbox, "postgres");
            return now != 0 && now != killed;
        }));
        CHECK(within(10s, [&] { return auth.get("/health/ready").status == 200; }));
    }
    for (const Answer& answer : crowd.stop()) CHECK(answer.status == 200 || answer.status == 503);

    for (const std::string& email : ledger)
        LONGS_EQUAL_TEXT(
            1, count(sandbox, "account JOIN outbox ON recipient = email WHERE email = '" + email + "'"),
            email.c_str());
    CHECK(ledger.size() > 10);
    expect_all_good();
}

TEST(faults_postgres, that_freezes_makes_rows_unavailable_in_about_a_second_until_it_goes_on)
{
    {
        const Frozen frozen{sandbox};
        std::vector<std::jthread> asking;
        std::vector<Timed> answers(std::size(rows));
        for (std::size_t i = 0; i < std::size(rows); ++i)
            asking.emplace_back([&, i] { answers[i] = ask(rows[i]); });
        asking.clear();   // joins
        for (std::size_t i = 0; i < std::size(rows); ++i)
            expect_unavailable(answers[i], 2s, std::string{rows[i].method} + " " + rows[i].path);
        LONGS_EQUAL(200, auth.get("/health/live").status);
    }
    CHECK(within(2s, [&] { return auth.get("/me", session.access).status == 200; }));
    expect_all_good();
}

TEST(faults_postgres, with_a_locked_table_makes_logins_unavailable_and_leaves_the_rest_alone)
{
    {
        const LockedAccounts locked{sandbox};
        Crowd crowd{sandbox, 6,
                    [&](Mount& mine, int, int) { return mine.post("/login", person.credentials()); }};
        for (int turn = 0; turn < 20; ++turn) {
            LONGS_EQUAL(200, auth.get("/health/live").status);
            std::this_thread::sleep_for(50ms);
        }
        for (const Answer& answer : crowd.stop()) LONGS_EQUAL(503, answer.status);
        const Timed one = timed([&] { return auth.post("/login", person.credentials()); });
        expect_unavailable(one, 1500ms, "POST /login");
    }
    CHECK(within(1s, [&] { return auth.post("/login", person.credentials()).status == 200; }));
    expect_all_good();
}
