#include "handlers/openapi/request.h"

#include "handlers/contracts/contracts.h"
#include "handlers/rules.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(openapi_request){
    static std::string body(const Fields& fields){const auto body = openapi::request_body(fields);
return body ? body->text() : "none";
}
static std::string body_with(const char* required, const char* schema)
{
    return std::string{R"({"required":)"} + required + R"(,"content":{"application/json":{"schema":)" +
           schema + "}}}";
}
static std::string let_in(const Contract& contract, Caller caller)
{
    Route route = contract.routes.front();
    route.caller = caller;
    openapi::Components components;
    return openapi::security(contract, route, components).text();
}
}
;

TEST(openapi_request, has_no_body_where_no_field_comes_from_it)
{
    STRCMP_EQUAL("none", body({}).c_str());
    STRCMP_EQUAL("none", body({{"id", Key::id, rules::identifier, Field::required, From::path}}).c_str());
}

TEST(openapi_request, tells_lengths_and_whether_a_field_must_come)
{
    STRCMP_EQUAL(
        body_with("true",
                  R"({"type":"object","properties":{)"
                  R"("email":{"type":"string","format":"email","minLength":3,"maxLength":320},)"
                  R"("password":{"type":"string","minLength":8,"maxLength":128,"format":"password"}},)"
                  R"("required":["email","password"]})")
            .c_str(),
        body({{"email", Key::email, rules::email}, {"password", Key::password, rules::new_password}})
            .c_str());
    STRCMP_EQUAL(body_with("false", R"({"type":"object","properties":{"role":{"type":"string",)"
                                    R"("enum":["member","admin","owner"]}}})")
                     .c_str(),
                 body({{"role", Key::role, rules::role, Field::optional}}).c_str());
}

TEST(openapi_request, takes_null_only_where_a_field_is_nullable)
{
    STRCMP_EQUAL(
        body_with("false", R"({"type":"object","properties":{"settings":{"anyOf":[{"type":"object"},)"
                           R"({"type":"null"}]}}})")
            .c_str(),
        body({{"settings", Key::settings, {Rule::object, 0, 100}, Field::nullable}}).c_str());
}

TEST(openapi_request, wants_one_of_two_names)
{
    STRCMP_EQUAL(
        body_with("true", R"({"type":"object","properties":{"secret":{"type":"string","minLength":1,)"
                          R"("maxLength":9},"api_secret":{"type":"string","minLength":1,"maxLength":9,)"
                          R"("description":"Another name of secret; one of them must come."}},)"
                          R"("allOf":[{"anyOf":[{"required":["secret"]},{"required":["api_secret"]}]}]})")
            .c_str(),
        body({{"secret", Key::secret, {Rule::text, 1, 9}},
              {"api_secret", Key::secret, {Rule::text, 1, 9}, Field::alias}})
            .c_str());
}

TEST(openapi_request, tells_lists_truths_and_whole_documents)
{
    STRCMP_EQUAL(
        body_with("true", R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},)"
                          R"("b":{"type":"boolean"}},"required":["a","b"]})")
            .c_str(),
        body({{"a", Key::permissions, {Rule::text_list, 2, 9}}, {"b", Key::is_active, {Rule::truth, 0, 0}}})
            .c_str());
    STRCMP_EQUAL(body_with("false", "{}").c_str(),
                 body({{"event", Key::event, {Rule::document, 0, 9}, Field::nullable}}).c_str());
}

TEST(openapi_request, has_parameters_for_what_comes_from_elsewhere)
{
    const Fields fields{{"id", Key::id, {Rule::text, 1, 9}, Field::required, From::path},
                        {"to", Key::token, {Rule::text, 0, 9}, Field::optional, From::query},
                        {"tea", Key::refresh_token, {Rule::text, 0, 9, true}, Field::optional, From::cookie},
                        {"email", Key::email, rules::email}};
    STRCMP_EQUAL(R"([{"name":"id","in":"path","required":true,"schema":)"
                 R"({"type":"string","minLength":1,"maxLength":9}},)"
                 R"({"name":"to","in":"query","required":false,"schema":{"type":"string","maxLength":9}},)"
                 R"({"name":"tea","in":"cookie","required":false,"schema":{"type":"string","maxLength":9}}])",
                 openapi::parameters(fields).text().c_str());
}

TEST(openapi_request, lets_in_by_what_the_caller_column_says)
{
    using contracts::hydracore;
    STRCMP_EQUAL("[]", let_in(hydracore, Caller::anyone).c_str());
    STRCMP_EQUAL(R"([{"bearer":[]}])", let_in(hydracore, Caller::bearer).c_str());
    STRCMP_EQUAL(R"([{"basic":[]}])", let_in(hydracore, Caller::basic).c_str());
    STRCMP_EQUAL(R"([{"bearer":[]},{"cookie":[]}])", let_in(hydracore, Caller::verified_session).c_str());
    STRCMP_EQUAL(R"([{"bearer":[]},{"cookie":[]}])", let_in(contracts::latchkey, Caller::org_admin).c_str());
    STRCMP_EQUAL("[]", let_in(contracts::latchkey, Caller::our_pages).c_str());
    STRCMP_EQUAL(R"([{"provider_secret":[]},{"provider_signature":[],"provider_time":[]}])",
                 let_in(contracts::bitcain_kyc, Caller::kyc_provider).c_str());
}
