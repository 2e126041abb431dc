#include "handlers/contracts/framework.h"

#include <initializer_list>
#include <set>

#include "handlers/contracts/contracts.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using contracts::ItemKeys;

TEST_GROUP(framework){
    static std::string item(Problem problem, ItemKeys keys){Refusal refusal{Fault::invalid_fields};
refusal.problems.push_back(std::move(problem));
const auto reply = contracts::worded({422, ""}, refusal, keys);
LONGS_EQUAL(422, reply.status);
const auto text = reply.body->text();
return text.substr(11, text.size() - 13);   // without {"detail":[ and ]}
}
static void three(Problem problem, const char* expected)
{
    STRCMP_EQUAL(expected, item(std::move(problem), ItemKeys::three).c_str());
}
static void five(Problem problem, const char* expected)
{
    STRCMP_EQUAL(expected, item(std::move(problem), ItemKeys::five).c_str());
}
static Problem bad_json()
{
    return {Problem::bad_json, From::body, {}, 10, "Expecting value", {}};
}
static Problem bad_email()
{
    return {Problem::bad_email, From::body, "email", 0, "A reason.", http::Json::of("nonsense")};
}
}
;

TEST(framework, gives_a_problem_five_keys)
{
    five({Problem::missing}, R"({"type":"missing","loc":["body"],"msg":"Field required","input":null})");
    five({Problem::missing, From::query, "token"},
         R"({"type":"missing","loc":["query","token"],"msg":"Field required","input":null})");
    five(
        {Problem::too_short, From::body, "name", 8, {}, http::Json::of("short")},
        R"({"type":"string_too_short","loc":["body","name"],"msg":"String should have at least 8 characters")"
        R"(,"input":"short","ctx":{"min_length":8}})");
    five(
        {Problem::too_long, From::body, "name", 128, {}, http::Json::of("long")},
        R"({"type":"string_too_long","loc":["body","name"],"msg":"String should have at most 128 characters")"
        R"(,"input":"long","ctx":{"max_length":128}})");
    five(bad_email(),
         R"({"type":"value_error","loc":["body","email"],"msg":"value is not a valid email address: )"
         R"(A reason.","input":"nonsense","ctx":{"reason":"A reason."}})");
    five(bad_json(), R"({"type":"json_invalid","loc":["body",10],"msg":"JSON decode error","input":{},)"
                     R"("ctx":{"error":"Expecting value"}})");
}

TEST(framework, gives_a_problem_three_keys_in_their_own_order)
{
    three({Problem::missing}, R"({"loc":["body"],"msg":"Field required","type":"missing"})");
    three({Problem::not_text, From::cookie, "token", 0, {}, http::Json::of(7)},
          R"({"loc":["cookie","token"],"msg":"Input should be a valid string","type":"string_type"})");
    three({Problem::too_short, From::body, "code", 6},
          R"({"loc":["body","code"],"msg":"String should have at least 6 characters",)"
          R"("type":"string_too_short"})");
    three(bad_email(), R"({"loc":["body","email"],"msg":"value is not a valid email address: A reason.",)"
                       R"("type":"value_error"})");
    three(bad_json(), R"({"loc":["body",10],"msg":"JSON decode error","type":"json_invalid"})");
    three({Problem::no_body_object},
          R"({"loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from",)"
          R"("type":"model_attributes_type"})");
}

TEST(framework, is_what_hydracore_shows_of_a_bad_registration)
{
    test::House house;
    const auto response = house.post("hydracore", "/register", R"({"email":"foo@bar","password":"short"})");
    LONGS_EQUAL(422, response.status);
    STRCMP_EQUAL(R"({"detail":[{"loc":["body","email"],"msg":"value is not a valid email address: )"
                 R"(The part after the @-sign is not valid. It should have a period.","type":"value_error"},)"
                 R"({"loc":["body","password"],"msg":"String should have at least 8 characters",)"
                 R"("type":"string_too_short"}]})",
                 response.body.c_str());
}

TEST(framework, writes_date_times_with_a_fraction_only_when_there_is_one)
{
    STRCMP_EQUAL("1970-01-01T00:00:00Z", contracts::iso8601(0).c_str());
    STRCMP_EQUAL("2024-01-15T10:30:00Z", contracts::iso8601(1'705'314'600'000'000).c_str());
    STRCMP_EQUAL("2024-01-15T10:30:00.250000Z", contracts::iso8601(1'705'314'600'250'000).c_str());
    STRCMP_EQUAL("2024-01-15T10:30:00.000001Z", contracts::iso8601(1'705'314'600'000'001).c_str());
    STRCMP_EQUAL("0987-06-05T04:03:02.100000Z", contracts::iso8601(-31'007'044'617'900'000).c_str());
    STRCMP_EQUAL("1969-12-31T23:59:59.999999Z", contracts::iso8601(-1).c_str());
    STRCMP_EQUAL("2106-02-07T06:28:16Z", contracts::iso8601(4'294'967'296'000'000).c_str());
}

TEST(framework, words_who_is_not_signed_in)
{
    const auto reply =
        contracts::worded(contracts::inherited(Fault::not_signed_in), {Fault::not_signed_in}, ItemKeys::five);
    LONGS_EQUAL(401, reply.status);
    STRCMP_EQUAL(R"({"detail":"Not authenticated"})", reply.body->text().c_str());
    LONGS_EQUAL(0, reply.retry_after);
}

TEST(framework, says_when_to_retry_where_waiting_helps_and_nowhere_else)
{
    for (const Fault fault : {Fault::too_many_requests, Fault::busy, Fault::unavailable})
        LONGS_EQUAL(
            17, contracts::worded(contracts::inherited(fault), {fault, {}, 17}, ItemKeys::five).retry_after);
    for (const Fault fault : {Fault::no_such_route, Fault::unreadable_body, Fault::internal})
        LONGS_EQUAL(
            0, contracts::worded(contracts::inherited(fault), {fault, {}, 17}, ItemKeys::five).retry_after);
}

TEST(framework, words_every_fault_of_a_contract_with_a_status_and_a_detail)
{
    for (const Contract* contract : contracts::all())
        for (int fault = 0; fault <= int(Fault::last_owner); ++fault) {
            const auto reply = contract->word({Fault(fault), {}}, 1'705'314'600);
            CHECK(reply.status >= 400);
            CHECK(reply.body.has_value());
            const auto body = http::parse_json(reply.body->text());
            CHECK(body->view().find("detail").has_value() || body->view().find("message").has_value());
            CHECK_EQUAL(Fault(fault) == Fault::internal, reply.status == 500);
        }
}

TEST(framework, keeps_the_contracts_apart_by_name)
{
    std::set<std::string_view> names;
    for (const Contract* contract : contracts::every()) names.insert(contract->name);
    LONGS_EQUAL(contracts::every().size(), names.size());
    LONGS_EQUAL(contracts::every().size(), contracts::indexed().size());
    LONGS_EQUAL(contracts::all().size() + 2, names.size());   // the gate and metrics
}
