#include "handlers/openapi/faults.h"

#include <algorithm>
#include <string>

#include "fcgi/http/json_tree.h"
#include "handlers/contracts/contracts.h"
#include "handlers/openapi/words.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(openapi_faults){
    // Of a row of the contract, less what any request may meet.
    static std::string of(const Contract& contract, http::Method method, std::string_view path){
        const auto row = std::ranges::find_if(contract.routes, [&](const Route& route) {
            return route.method == method && route.path == path;
        });
CHECK(row != contract.routes.end());
const auto any = openapi::faults_of_any_request();
std::string names;
for (const Refused& refused : openapi::faults(contract, *row)) {
    if (std::ranges::find(any, refused.fault, &Refused::fault) != any.end()) continue;
    names += (names.empty() ? "" : " ") + std::string{openapi::name(refused.fault)};
    if (!refused.about.empty()) names += "(" + std::string{refused.about} + ")";
}
return names;
}
}
;

using enum http::Method;

TEST(openapi_faults, are_those_of_the_operation_and_of_the_columns)
{
    STRCMP_EQUAL("invalid_fields too_many_requests busy wrong_credentials account_disabled",
                 of(contracts::shipfastai, post, "/login").c_str());
    STRCMP_EQUAL("not_signed_in", of(contracts::shipfastai, get, "/me").c_str());
    STRCMP_EQUAL("", of(contracts::shipfastai, post, "/logout").c_str());
    STRCMP_EQUAL("not_signed_in email_not_verified", of(contracts::hydracore, get, "/me").c_str());
    STRCMP_EQUAL("invalid_fields not_signed_in not_found(API key)",
                 of(contracts::bitcain_keys, post, "/{id}/decrypt").c_str());
}

TEST(openapi_faults, of_a_write_by_cookie_are_also_those_of_other_sites)
{
    STRCMP_EQUAL("invalid_fields bad_refresh_token cross_site",
                 of(contracts::hydracore, post, "/refresh").c_str());
    STRCMP_EQUAL("invalid_fields bad_refresh_token", of(contracts::shipfastai, post, "/refresh").c_str());
}

TEST(openapi_faults, of_a_role_are_a_missing_right_and_an_unknown_organization)
{
    STRCMP_EQUAL("invalid_fields not_signed_in forbidden(organization:manage) not_found(organization)",
                 of(contracts::latchkey, get, "/orgs/{org_id}/members").c_str());
}

TEST(openapi_faults, of_invalid_fields_have_problems_of_every_kind)
{
    const auto refusal = openapi::specimen({Fault::invalid_fields});
    for (int kind = Problem::missing; kind <= Problem::bad_json; ++kind)
        CHECK(std::ranges::any_of(refusal.problems, [&](const Problem& p) { return p.kind == kind; }));
    for (int kind = http::JsonView::null; kind <= http::JsonView::object; ++kind)
        CHECK(std::ranges::any_of(refusal.problems, [&](const Problem& p) {
            return p.value && http::parse_json(p.value->text())->view().kind() == kind;
        }));
}
