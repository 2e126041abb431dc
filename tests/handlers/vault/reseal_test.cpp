#include "handlers/vault/reseal.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fcgi/sys/failure.h"
#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(reseal)
{
    test::House old{{{"SEAL_KEYS", test::signing_key("old")}}};
    test::House both{{{"SEAL_KEYS", test::signing_key("new") + "," + test::signing_key("old")}}};
    test::House fresh{{{"SEAL_KEYS", test::signing_key("new")}}};
    Owner before{old, "ann@example.com"};

    std::string rows(const char* kid)
    {
        return old.sql(std::string{"SELECT count(*) FROM api_key WHERE kid = '"} + kid + "'");
    }
    static vault::Resealed reseal(const Service& service)
    {
        return vault::reseal(service, {"local", "latchkey", "cli"});
    }
    static int decrypts(const test::House& at, const Owner& owner, const std::string& id)
    {
        auto asked = test::request("bitcain-keys", "POST", "/" + id + "/decrypt");
        asked.authorization = "Bearer " + owner.access;
        return at.send(asked).status;
    }
};

TEST(reseal, moves_every_row_to_the_first_key)
{
    const auto first = before.store();
    const auto second =
        before.store(R"({"exchange":"acme","api_key":"key-12345678","secret":"s","passphrase":"p"})");
    LONGS_EQUAL(503, decrypts(fresh, before, first));
    const auto resealed = reseal(both.service());
    LONGS_EQUAL(2, resealed.done);
    LONGS_EQUAL(0, resealed.unopenable);
    STRCMP_EQUAL("2", rows("new").c_str());
    for (const auto& id : {first, second}) LONGS_EQUAL(200, decrypts(fresh, before, id));
}

TEST(reseal, has_nothing_to_do_the_second_time)
{
    before.store();
    reseal(both.service());
    LONGS_EQUAL(0, reseal(both.service()).done);
}

TEST(reseal, goes_through_more_rows_than_a_batch)
{
    for (const char* name : {"bob", "cat", "dan"}) {
        const Owner owner{old, name + std::string{"@example.com"}};
        for (int i = 0; i < 84; ++i) owner.store();
    }
    LONGS_EQUAL(252, reseal(both.service()).done);
}

TEST(reseal, leaves_rows_alone_that_do_not_open)
{
    before.store();
    old.sql("UPDATE api_key SET secret = api_key");
    const auto id = before.store();
    const auto resealed = reseal(both.service());
    LONGS_EQUAL(1, resealed.done);
    LONGS_EQUAL(1, resealed.unopenable);
    STRCMP_EQUAL("1", rows("old").c_str());
    LONGS_EQUAL(200, decrypts(fresh, before, id));
}

TEST(reseal, needs_a_key)
{
    test::House none;
    CHECK_THROWS(sys::Failure, reseal(none.service()));
}

// The process that rotates is killed at ever later moments; it never leaves a row that does not open.
TEST(reseal, is_safe_to_kill_at_any_moment)
{
    std::vector<std::string> ids;
    for (int i = 0; i < 100; ++i) ids.push_back(before.store());
    for (int pause = 2'000; rows("old") != "0" && pause < 2'000'000; pause += 3'000) {
        const pid_t child = fork();
        if (child == 0) {
            // a pool of its own: a connection does not survive a fork
            db::Pool pool{both.config().text(sys::Key::database), 1, std::chrono::seconds{10}};
            const Service service =
                make_service(both.config(), both.service().log, pool, both.service().lanes);
            reseal(service);
            _exit(0);
        }
        usleep(useconds_t(pause));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        for (const auto& id : ids) LONGS_EQUAL(200, decrypts(both, before, id));
    }
    STRCMP_EQUAL("100", rows("new").c_str());
}
