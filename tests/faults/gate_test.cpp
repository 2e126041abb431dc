// A guarded site when something is down: open as long as the gate knows, closed afterwards, and never open
// for whom nobody knows.
#include <signal.h>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(gate_faults)
{
    Sandbox sandbox{{{"LATCHKEY_REVOCATION_SECONDS", "3"}}};
    Client client = sandbox.client();
    Person person = verified(sandbox);
    std::string who;

    void setup() override
    {
        auto auth = shipfastai(sandbox);
        who = "Authorization: Bearer " + signed_in(auth, person).access;
        // Every worker meets her.
        for (int i = 0; i < 100; ++i) LONGS_EQUAL(200, knock());
    }
    int knock()
    {
        return client.send({"GET", "/guarded/", {}, {who}}).status;
    }
    int strangers_knock()
    {
        return client.send({"GET", "/guarded/", {}, {"Authorization: Bearer nonsense"}}).status;
    }
};

TEST(gate_faults, without_postgres_it_goes_on_by_what_it_knows_and_closes_at_the_bound)
{
    sandbox.control({"postgres", "stop"});
    LONGS_EQUAL(200, knock());
    LONGS_EQUAL(401, strangers_knock());
    CHECK(within(6s, [&] { return knock() == 500; }));
    std::this_thread::sleep_for(1s);   // by then every worker's knowledge is old
    for (int i = 0; i < 20; ++i) LONGS_EQUAL(500, knock());
    LONGS_EQUAL(401, strangers_knock());
    sandbox.control({"postgres", "start"});
    CHECK(within(10s, [&] { return knock() == 200; }));
}

TEST(gate_faults, what_was_revoked_while_it_heard_nothing_is_refused_as_soon_as_it_hears_again)
{
    for (const auto& line : sandbox.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        " WHERE pid <> pg_backend_pid() AND datname = current_database()"))
        STRCMP_EQUAL("t", line.c_str());
    sandbox.sql("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    CHECK(within(4s, [&] { return knock() == 401; }));
    std::this_thread::sleep_for(1500ms);
    for (int i = 0; i < 20; ++i) LONGS_EQUAL(401, knock());
}

TEST(gate_faults, without_workers_it_is_closed)
{
    sandbox.control({"workers", "stop"});
    LONGS_EQUAL(500, knock());
    LONGS_EQUAL(500, strangers_knock());
    sandbox.control({"workers", "start"});
    CHECK(within(5s, [&] { return knock() == 200; }));
}

TEST(gate_faults, a_worker_that_is_killed_costs_no_more_than_the_request_it_had)
{
    for (const int pid : sandbox.worker_pids()) ::kill(pid, SIGKILL);
    CHECK(within(5s, [&] { return knock() == 200; }));
    LONGS_EQUAL(401, strangers_knock());
}
