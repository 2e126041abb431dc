#include "handlers/render.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::header;

TEST_GROUP(render)
{
    test::House house;
    http::Request request = test::request("hydracore", "POST", "/login");

    http::Response rendered(const Reply& reply) const
    {
        return render(reply, request, house.config());
    }
    static Reply with_cookie(Cookie::Path path, std::int64_t seconds)
    {
        return {200, http::Json{}, {{"access_token", "value", path, seconds}}};
    }
};

TEST(render, gives_status_and_compact_json)
{
    http::Json body;
    body.with("detail", "Not Found");
    const auto response = rendered({404, std::move(body)});
    LONGS_EQUAL(404, response.status);
    STRCMP_EQUAL(R"({"detail":"Not Found"})", response.body.c_str());
}

TEST(render, gives_no_body_where_there_is_none)
{
    STRCMP_EQUAL("", rendered({204, {}}).body.c_str());
    STRCMP_EQUAL("null", rendered({200, http::Json::null()}).body.c_str());
}

TEST(render, forbids_to_store_whatever_it_is)
{
    for (const int status : {200, 204, 401, 422, 503})
        STRCMP_EQUAL("no-store", header(rendered({status, {}}), "Cache-Control").c_str());
}

TEST(render, says_retry_after_only_when_there_is_one)
{
    const auto plain = rendered({200, {}});
    STRCMP_EQUAL("", header(plain, "Retry-After").c_str());
    const auto later = rendered({503, {}, {}, 17});
    STRCMP_EQUAL("17", header(later, "Retry-After").c_str());
}

TEST(render, binds_a_cookie_to_the_mount_or_to_the_site)
{
    STRCMP_EQUAL("access_token=value; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure",
                 header(rendered(with_cookie(Cookie::everywhere, 60)), "Set-Cookie").c_str());
    request.mount = "/site/auth";
    STRCMP_CONTAINS("; Path=/site/auth; ",
                    header(rendered(with_cookie(Cookie::mount, 60)), "Set-Cookie").c_str());
}

TEST(render, binds_a_cookie_to_the_site_when_the_mount_is_the_root)
{
    request.mount = "";
    STRCMP_CONTAINS("; Path=/; ", header(rendered(with_cookie(Cookie::mount, 60)), "Set-Cookie").c_str());
}

TEST(render, expires_a_cookie_at_once)
{
    STRCMP_CONTAINS("; Max-Age=0; ", header(rendered(with_cookie(Cookie::mount, 0)), "Set-Cookie").c_str());
}

TEST(render, leaves_secure_out_where_the_site_has_no_tls)
{
    const test::House plain{{{"PUBLIC_URL", "http://127.0.0.1:8080"}}};
    const auto response = render(with_cookie(Cookie::mount, 60), request, plain.config());
    CHECK(header(response, "Set-Cookie").find("Secure") == std::string::npos);
    STRCMP_CONTAINS("HttpOnly", header(response, "Set-Cookie").c_str());
}

TEST(render, gives_each_cookie_a_line)
{
    const auto response =
        rendered({200, {}, {{"a", "1", Cookie::everywhere, 60}, {"b", "2", Cookie::mount, 60}}});
    STRCMP_EQUAL("(twice)", header(response, "Set-Cookie").c_str());
}
