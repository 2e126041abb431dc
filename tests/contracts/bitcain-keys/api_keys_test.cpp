// The rows of Bitcain's API keys through nginx; what each of them does in every case, tests/handlers/vault
// tells.
#include "tests/contracts/bitcain/sessions.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_api_keys)
{
    Mount auth = bitcain();
    Mount keys = bitcain_keys();
    std::string access = bitcain_auth::signed_up(auth, newcomer()).access;
    std::string body = R"({"exchange":"binance","api_key":"ключ-12345678","secret":"s🔑cret"})";

    Answer send(const std::string& method, const std::string& path, const std::string& bearer)
    {
        return keys.send({method, path, {}, {"Authorization: Bearer " + bearer}});
    }
    Answer change(const std::string& id, const std::string& with)
    {
        return keys.send({"PATCH", "/" + id, with, {"Authorization: Bearer " + access}});
    }
    std::string stored()
    {
        return bitcain_auth::inner(keys.post("/", body, access), "data", "id");
    }
};

TEST(bitcain_api_keys, live_through_all_their_rows)
{
    const Answer made = keys.post("/", body, access);
    expect_shape(made, 200, "success:boolean message:string data:object");
    const std::string id = bitcain_auth::inner(made, "data", "id");
    CHECK(is_uuid(id));
    const Answer list = keys.get("/", access);
    expect_shape(list, 200, "success:boolean message:string data:array");
    CHECK(list.body.contains("****5678") && !list.body.contains("1234") && !list.body.contains("s🔑cret"));

    expect(keys.post("/" + id + "/decrypt", "", access), 200,
           R"({"success":true,"message":"API key decrypted",)"
           R"("data":{"api_key":"ключ-12345678","secret":"s🔑cret"}})");
    LONGS_EQUAL(200, change(id, R"({"api_secret":"other"})").status);
    STRCMP_EQUAL("other",
                 bitcain_auth::inner(keys.post("/" + id + "/decrypt", "", access), "data", "secret").c_str());
    expect(keys.post("/" + id + "/test-connection", "", access), 200,
           R"({"success":false,"message":"Connections to this exchange can't be tested here","data":null})");

    expect(send("DELETE", "/" + id, access), 200,
           R"({"success":true,"message":"API key deleted","data":null})");
    expect_detail(keys.post("/" + id + "/decrypt", "", access), 404, "API key not found");
}

TEST(bitcain_api_keys, answer_on_the_second_port_too)
{
    Mount second{Client{Sandbox::shared().second_base()}, "/api/v1/api-keys"};
    const std::string id = stored();
    CHECK(second.get("/", access).body.contains(id));
}

TEST(bitcain_api_keys, belong_to_their_owner_alone)
{
    const std::string id = stored();
    const std::string other = bitcain_auth::signed_up(auth, newcomer()).access;
    CHECK(!keys.get("/", other).body.contains(id));
    for (const std::string& whose : {id, std::string{"00000000-0000-4000-8000-000000000000"}}) {
        expect_detail(keys.post("/" + whose + "/decrypt", "", other), 404, "API key not found");
        expect_detail(keys.post("/" + whose + "/test-connection", "", other), 404, "API key not found");
        expect_detail(send("DELETE", "/" + whose, other), 404, "API key not found");
        expect_detail(keys.send({"PATCH", "/" + whose, "{}", {"Authorization: Bearer " + other}}), 404,
                      "API key not found");
    }
    LONGS_EQUAL(200, keys.post("/" + id + "/decrypt", "", access).status);
}

TEST(bitcain_api_keys, meet_hostile_ids_with_a_4xx)
{
    for (const char* id : {"x", "%27%20OR%201=1--", "%ff%fe", "%F0%9F%94%91", "-1", "null", "%7Bid%7D",
                           "..%2f..%2fetc", "a%0d%0aSet-Cookie:x", "00000000-0000-4000-8000-00000000000g"})
    {
        const Answer answer = keys.post(std::string{"/"} + id + "/decrypt", "", access);
        CHECK_TEXT(answer.status >= 400 && answer.status < 500, id);
    }
    LONGS_EQUAL(404, keys.post("/" + std::string(5000, 'x') + "/decrypt", "", access).status);
}

TEST(bitcain_api_keys, that_nobody_has_are_not_found)
{
    const auto send_nobodys = [&](const Sent& sent) {
        expect_detail(keys.send({sent.method, sent.path, sent.body, {"Authorization: Bearer " + access}}),
                      404, "API key not found");
    };
    send_nobodys({"POST", "/nobodys/decrypt"});
    send_nobodys({"POST", "/nobodys/test-connection"});
    send_nobodys({"PATCH", "/nobodys", "{}"});
    send_nobodys({"DELETE", "/nobodys"});
}

TEST(bitcain_api_keys, are_for_those_who_signed_in)
{
    const std::string id = stored();
    for (const Answer& answer : {keys.get("/"), keys.post("/", body), keys.post("/" + id + "/decrypt", ""),
                                 keys.post("/" + id + "/test-connection", ""), send("DELETE", "/" + id, "x")})
    {
        expect_detail(answer, 401, "Not authenticated");
        STRCMP_EQUAL("Bearer", answer.header("www-authenticate").value_or("").c_str());
    }
}

TEST(bitcain_api_keys, want_the_slash)
{
    const Answer answer = keys.get("", access);
    LONGS_EQUAL(307, answer.status);
    CHECK(answer.header("location").value_or("").ends_with("/api/v1/api-keys/"));
}

TEST(bitcain_api_keys, say_what_is_missing)
{
    expect(keys.post("/", R"({"exchange":"a","api_key":"b"})", access), 422,
           R"({"detail":[{"type":"missing","loc":["body","secret"],"msg":"Field required","input":null}]})");
    LONGS_EQUAL(422, keys.post("/", "{", access).status);
}

TEST(bitcain_api_keys, survive_a_change_of_the_seal_key)
{
    const std::string id = stored();
    const Ran listed = Sandbox::shared().latchkey({"key", "list"});
    LONGS_EQUAL_TEXT(0, listed.exit, listed.err.c_str());
    CHECK(listed.out.contains("jwt\tk1\tactive\t") && listed.out.contains("seal\ts1\tactive\t"));
    CHECK(!listed.out.contains(Sandbox::shared().setting("SEAL_KEYS").substr(3)));
    const Ran rotated = Sandbox::shared().latchkey({"key", "rotate", "--seal"});
    LONGS_EQUAL_TEXT(0, rotated.exit, rotated.err.c_str());
    LONGS_EQUAL(2, Sandbox::shared().latchkey({"key", "rotate"}).exit);
    LONGS_EQUAL(200, keys.post("/" + id + "/decrypt", "", access).status);
}

TEST(bitcain_api_keys, have_fresh_keys_made_by_the_command_line)
{
    const Ran first = Sandbox::shared().latchkey({"key", "generate", "--kid", "s2"});
    LONGS_EQUAL(0, first.exit);
    CHECK(first.out.starts_with("s2:"));
    CHECK(first.out != Sandbox::shared().latchkey({"key", "generate", "--kid", "s2"}).out);
    LONGS_EQUAL(1, Sandbox::shared().latchkey({"key", "generate", "--kid", "a b"}).exit);
}
