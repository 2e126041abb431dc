#include "handlers/caller.h"

#include "handlers/contracts/contracts.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(caller)
{
    test::House house;

    std::string token(bool verified = true, tokens::Use use = tokens::Use::access) const
    {
        const tokens::Claims claims{"5b7ec7a5-0000-4000-8000-00000000000a",
                                    "5e551011-0000-4000-8000-00000000000b",
                                    "id",
                                    house.now,
                                    house.now + 60,
                                    verified};
        return tokens::sign(house.service().keys, house.config().text(sys::Key::issuer), use, claims);
    }
    static http::Request bearing(const std::string& authorization, const std::string& cookie = {})
    {
        http::Request request;
        request.authorization = authorization;
        request.cookie = cookie;
        return request;
    }
    static std::string worded(Fault fault)
    {
        if (fault == Fault::cross_site) return "cross site";
        return fault == Fault::not_signed_in ? "not signed in" : "not verified";
    }
    // The subject, "anyone" for nobody in particular, or the fault.
    std::string who(Caller demanded, const http::Request& request,
                    const Contract& contract = contracts::hydracore) const
    {
        const Route row{http::Method::post, "/", {}, demanded, Limit::relaxed, {}};
        const auto found = known({&contract, &row}, request, house.service());
        if (!found) return worded(found.error().fault);
        return found->claims ? found->claims->subject : "anyone";
    }
};

TEST(caller, that_is_an_administrator_brings_a_token_for_that_alone)
{
    const auto bearing_one_for = [&](tokens::Use use) { return bearing("Bearer " + token(true, use)); };
    STRCMP_EQUAL("anyone", who(Caller::administrator, bearing_one_for(tokens::Use::administration)).c_str());
    for (const auto use : {tokens::Use::access, tokens::Use::refresh})
        STRCMP_EQUAL("not signed in", who(Caller::administrator, bearing_one_for(use)).c_str());
    STRCMP_EQUAL("not signed in", who(Caller::session, bearing_one_for(tokens::Use::administration)).c_str());
    STRCMP_EQUAL("not signed in", who(Caller::administrator, bearing("")).c_str());
}

TEST(caller, of_a_row_that_changes_cookies_is_anyone_but_a_page_of_another_site)
{
    http::Request request = bearing("");
    request.method = "POST";
    STRCMP_EQUAL("anyone", who(Caller::our_pages, request).c_str());
    request.origin = "https://www.example.com";
    STRCMP_EQUAL("anyone", who(Caller::our_pages, request).c_str());
    request.origin = "https://evil.example";
    STRCMP_EQUAL("cross site", who(Caller::our_pages, request).c_str());
    request.origin.clear();
    request.fetch_site = "cross-site";
    STRCMP_EQUAL("cross site", who(Caller::our_pages, request).c_str());
    request.fetch_site.clear();
    request.body = "email=ann%40example.com";
    request.content_type = "application/x-www-form-urlencoded";
    STRCMP_EQUAL("cross site", who(Caller::our_pages, request).c_str());
}

TEST(caller, whose_session_this_process_knows_to_be_ended_is_refused_without_a_question)
{
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a",
                 who(Caller::bearer, bearing("Bearer " + token())).c_str());
    house.service().revocations->take(
        {"5b7ec7a5-0000-4000-8000-00000000000a", "5e551011-0000-4000-8000-00000000000b", "", house.now},
        house.now);
    for (const Caller demanded : {Caller::bearer, Caller::session, Caller::visitor, Caller::org_admin})
        STRCMP_EQUAL("not signed in", who(demanded, bearing("Bearer " + token())).c_str());
}

TEST(caller, is_not_asked_for_where_anyone_may_call)
{
    STRCMP_EQUAL("anyone", who(Caller::anyone, bearing("")).c_str());
    STRCMP_EQUAL("anyone", who(Caller::anyone, bearing("Bearer nonsense")).c_str());
}

TEST(caller, shows_a_bearer_token_with_the_scheme_in_any_case)
{
    for (const Caller demanded : {Caller::bearer, Caller::session, Caller::verified_session}) {
        STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a",
                     who(demanded, bearing("Bearer " + token())).c_str());
        STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a",
                     who(demanded, bearing("bEARER " + token())).c_str());
    }
}

TEST(caller, is_refused_without_a_good_token)
{
    for (const Caller demanded : {Caller::bearer, Caller::session, Caller::verified_session})
        for (const std::string& authorization :
             {std::string{}, std::string{"Bearer"}, std::string{"Bearer "}, std::string{"Bearer nonsense"},
              "Basic " + token(), token(), "Bearer  " + token(), "Bearer " + token() + " " + token(),
              "Bearer " + token(true, tokens::Use::refresh)})
            STRCMP_EQUAL("not signed in", who(demanded, bearing(authorization)).c_str());
}

TEST(caller, may_use_the_cookie_where_the_row_says_session)
{
    const auto request = bearing("", "a=b; access_token=" + token() + "; c=d");
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::verified_session, request).c_str());
    STRCMP_EQUAL("not signed in", who(Caller::bearer, request).c_str());
}

TEST(caller, has_no_cookie_in_a_contract_without_one)
{
    const auto request = bearing("", "access_token=" + token() + "; =" + token());
    STRCMP_EQUAL("not signed in", who(Caller::session, request, contracts::shipfastai).c_str());
}

TEST(caller, is_who_authorization_says_never_the_cookie_beside_it)
{
    const std::string cookie = "access_token=" + token();
    for (const char* authorization : {"Bearer nonsense", "Basic YTpi", "nonsense"})
        STRCMP_EQUAL("not signed in", who(Caller::session, bearing(authorization, cookie)).c_str());
}

TEST(caller, is_refused_when_the_cookie_came_twice)
{
    const std::string cookie = "access_token=" + token();
    STRCMP_EQUAL("not signed in", who(Caller::session, bearing("", cookie + "; " + cookie)).c_str());
}

TEST(caller, must_be_verified_by_the_token_where_the_row_says_so)
{
    const auto request = bearing("Bearer " + token(false));
    STRCMP_EQUAL("not verified", who(Caller::verified_session, request).c_str());
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::bearer, request).c_str());
}

TEST(caller, is_refused_when_the_token_has_expired)
{
    const auto request = bearing("Bearer " + token());
    house.now += 60;
    STRCMP_EQUAL("not signed in", who(Caller::bearer, request).c_str());
}

TEST(caller, costs_the_database_nothing)
{
    const auto before = house.service().pool.round_trips();
    who(Caller::verified_session, bearing("Bearer " + token()));
    LONGS_EQUAL(0, house.service().pool.round_trips() - before);
}

TEST(caller, may_not_write_by_cookie_from_another_site)
{
    auto request = bearing("", "access_token=" + token());
    request.method = "POST";
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
    request.origin = "https://evil.example";
    STRCMP_EQUAL("cross site", who(Caller::session, request).c_str());
    request.origin = house.config().text(sys::Key::public_url);
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
    request.fetch_site = "cross-site";
    STRCMP_EQUAL("cross site", who(Caller::session, request).c_str());
    request.method = "GET";
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
}

TEST(caller, may_not_write_by_cookie_with_a_body_that_needs_no_preflight)
{
    auto request = bearing("", "access_token=" + token());
    request.method = "POST";
    request.body = "{}";
    for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
        request.content_type = type;
        STRCMP_EQUAL("cross site", who(Caller::session, request).c_str());
    }
    request.content_type = "application/json; charset=utf-8";
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", who(Caller::session, request).c_str());
}
