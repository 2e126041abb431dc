#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

#include "tests/harness/wire.h"

TEST_GROUP(mechamental_envelope)
{
    Mount auth = mechamental();
};

TEST(mechamental_envelope, is_worn_by_404_and_405)
{
    for (const std::string path : {"/nothing", "", "/", "/me/x", "/LOGIN"}) {
        const Answer answer = auth.get(path);
        expect_envelope(answer, 404, "RESOURCE_NOT_FOUND");
        STRCMP_EQUAL("The requested resource was not found", answer.text("message").c_str());
    }
    const Answer answer = auth.send({"DELETE", "/me/profile"});
    expect_envelope(answer, 405, "METHOD_NOT_ALLOWED");
    STRCMP_EQUAL("GET, PUT", answer.header("allow").value_or("").c_str());
}

TEST(mechamental_envelope, is_worn_by_400)
{
    expect_envelope(auth.send({"POST", "/login", "{\"username\":\"\xff\",\"password\":\"x\"}"}), 400,
                    "BAD_REQUEST");
    expect_envelope(
        auth.send({"GET",
                   "/me",
                   {},
                   {"X-Forwarded-For: a", "Authorization: Bearer x", "Cookie: a=b", "Cookie: c=d"}}),
        400, "BAD_REQUEST");
}

TEST(mechamental_envelope, is_worn_by_413_and_415)
{
    const std::string large = R"({"username":")" + std::string(70 * 1024, 'x') + R"(","password":"x"})";
    expect_envelope(auth.post("/login", large), 413, "PAYLOAD_TOO_LARGE");
    expect_envelope(auth.send({"POST", "/login", "{}", {"Content-Encoding: gzip"}}), 415,
                    "UNSUPPORTED_MEDIA_TYPE");
}

TEST(mechamental_envelope, is_not_worn_by_422)
{
    expect(auth.post("/login", "{"), 422,
           R"({"detail":[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error","input":{},)"
           R"("ctx":{"error":"Expecting property name enclosed in double quotes"}}]})");
}

TEST(mechamental_envelope, is_worn_while_the_database_is_away)
{
    const Sandbox sandbox;
    Mount alone = mechamental(sandbox);
    sandbox.control({"postgres", "stop"});
    const Answer answer = alone.post("/login", R"({"username":"x","password":"y"})");
    expect_envelope(answer, 503, "SERVICE_UNAVAILABLE");
    CHECK(answer.header("retry-after").has_value());
    sandbox.control({"workers", "stop"});
    LONGS_EQUAL(503, alone.get("/config").status);
    STRCMP_EQUAL("SERVICE_UNAVAILABLE", alone.get("/config").text("error").c_str());
}
