#include "handlers/vault/try_connection.h"

#include <fstream>

#include "fcgi/net/mail.h"
#include "tests/fcgi/net/https_sink.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(try_connection)
{
    net::Library curl;
    net_test::HttpsSink sink;
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};
    std::string id = ann.store();

    void setup() override
    {
        house.service().providers = {{.name = "acme",
                                      .url = sink.url("/v1/me"),
                                      .headers = {{"X-Key", "{api_key}"}},
                                      .allow_private = true,
                                      .allow_other_port = true,
                                      .ca_file = sink.ca_file()}};
    }
    http::Response tried(const std::string& key) const
    {
        return ann.send("POST", "/" + key + "/test-connection");
    }
    void tells(const char* expected)
    {
        const auto answer = tried(id);
        LONGS_EQUAL(200, answer.status);
        STRCMP_EQUAL(expected, answer.body.c_str());
    }
};

TEST(try_connection, succeeds_when_the_provider_likes_the_key)
{
    tells(R"({"success":true,"message":"Connection successful","data":{"status":200}})");
    CHECK(sink.requests().at(0).contains("\r\nX-Key: key-12345678\r\n"));
    STRCMP_EQUAL("t", house.sql("SELECT last_used IS NOT NULL FROM api_key").c_str());
    STRCMP_EQUAL("ok",
                 house.sql("SELECT result FROM audit WHERE event = 'api_key_tried' AND detail = '" + id + "'")
                     .c_str());
}

TEST(try_connection, is_limited_for_each_account)
{
    test::House limited{{{"SEAL_KEYS", test::seal_key}, {"RATE_LIMITS", "on"}}};
    limited.service().providers = house.service().providers;
    const auto try_as = [&](const Owner& owner, const std::string& key, const std::string& from) {
        auto asked = test::request("bitcain-keys", "POST", "/" + key + "/test-connection");
        asked.authorization = "Bearer " + owner.access;
        asked.client = from;
        return limited.send(asked);
    };
    for (int i = 0; i < 20; ++i) LONGS_EQUAL(200, try_as(ann, id, "192.0.2." + std::to_string(i)).status);
    const auto refused = try_as(ann, id, "198.51.100.1");
    LONGS_EQUAL(429, refused.status);
    CHECK(!test::header(refused, "Retry-After").empty());
    LONGS_EQUAL(20, sink.requests().size());
    const Owner bob{house, "bob@example.com"};
    LONGS_EQUAL(200, try_as(bob, bob.store(), "192.0.2.1").status);
}

TEST(try_connection, fails_when_the_provider_does_not)
{
    sink.answer("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
    tells(R"({"success":false,"message":"The provider refused the credentials","data":{"status":401}})");
    sink.answer("HTTP/1.1 302 Go\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n");
    tells(R"({"success":false,"message":"The provider answered with status 302","data":{"status":302}})");
    STRCMP_EQUAL("2",
                 house
                     .sql("SELECT count(*) FROM audit WHERE event = 'api_key_tried' AND result = 'failed'"
                          " AND detail = '" +
                          id + "'")
                     .c_str());
}

TEST(try_connection, fails_when_nobody_is_there)
{
    house.service().providers[0].url = "https://localhost:1/";
    tells(R"({"success":false,"message":"The provider can't be asked: it can't be reached","data":null})");
}

TEST(try_connection, goes_to_no_private_address)
{
    house.service().providers[0].allow_private = false;
    tells(R"({"success":false,"message":"The provider can't be asked: its address is not a public one",)"
          R"("data":null})");
    LONGS_EQUAL(0, sink.requests().size());
}

TEST(try_connection, fails_for_an_exchange_nobody_described)
{
    house.service().providers.clear();
    tells(R"({"success":false,"message":"Connections to this exchange can't be tested here","data":null})");
}

TEST(try_connection, lets_no_key_add_a_header)
{
    id = ann.store(R"({"exchange":"ACME","api_key":"k\r\nX-Admin: yes","secret":"s"})");
    tells(R"({"success":false,"message":"The credentials hold characters that can't be sent","data":null})");
    LONGS_EQUAL(0, sink.requests().size());
}

TEST(try_connection, is_noted_also_when_the_key_does_not_open)
{
    house.sql("UPDATE api_key SET secret = api_key");
    LONGS_EQUAL(503, tried(id).status);
    LONGS_EQUAL(0, sink.requests().size());
    CHECK(house.log().contains("does not open"));
    STRCMP_EQUAL("does_not_open",
                 house.sql("SELECT result FROM audit WHERE event = 'api_key_tried' AND detail = '" + id + "'")
                     .c_str());
    STRCMP_EQUAL("", house.sql("SELECT last_used FROM api_key").c_str());
}

TEST(try_connection, does_not_try_others_keys)
{
    const Owner bob{house, "bob@example.com"};
    LONGS_EQUAL(404, bob.send("POST", "/" + id + "/test-connection").status);
    LONGS_EQUAL(404, tried("x").status);
    LONGS_EQUAL(0, sink.requests().size());
}

TEST(try_connection, holds_no_database_connection_and_leaves_room_for_others)
{
    test::House narrow{{{"SEAL_KEYS", test::seal_key},
                        {"DATABASE_POOL", "1"},
                        {"THREADS", "9"},
                        {"HASH_QUEUE", "2"},
                        {"DATABASE_TIMEOUT_MS", "900"}}};
    narrow.service().providers = house.service().providers;
    sink.say_nothing();
    const auto asked = [&](const std::string& method, const std::string& path) {
        auto made = test::request("bitcain-keys", method, path);
        made.authorization = "Bearer " + ann.access;
        return narrow.send(made);
    };
    const auto answers = test::crowd(5, [&](int i) {
        return i == 0 ? (std::this_thread::sleep_for(std::chrono::seconds{1}), asked("GET", "/"))
                      : asked("POST", "/" + id + "/test-connection");
    });
    LONGS_EQUAL(200, answers[0].status);
    LONGS_EQUAL(1, test::with_status(answers, 503));   // the fourth at the same time
}
