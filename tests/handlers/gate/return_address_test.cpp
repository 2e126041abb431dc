#include "handlers/gate/return_address.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(return_address)
{
    test::House house{{{"PUBLIC_URL", "https://auth.example.com"}}};
    test::House wide{{{"PUBLIC_URL", "https://auth.example.com"}, {"COOKIE_DOMAIN", "example.com"}}};

    static void leads(const test::House& at, const char* expected, std::string_view address)
    {
        STRCMP_EQUAL_TEXT(expected, gate::safe_return(address, at.config()).c_str(),
                          std::string{address}.c_str());
    }
    static constexpr const char* home = "https://auth.example.com/";
};

TEST(return_address, leads_to_a_path_of_our_own_site_with_its_query)
{
    leads(house, "https://auth.example.com/app/x?a=1&b=%2F", "/app/x?a=1&b=%2F");
    leads(house, "https://auth.example.com/app", "https://auth.example.com/app");
    leads(house, "https://auth.example.com/app", "https://AUTH.example.com/app");
    leads(house, home, "https://auth.example.com");
}

TEST(return_address, never_leads_to_another_site)
{
    for (const char* address : {"https://evil.example",
                                "https://evil.example/auth.example.com",
                                "//evil.example/",
                                "/\\evil.example",
                                "\\\\evil.example",
                                "https:evil.example",
                                "https:/evil.example",
                                "https://auth.example.com@evil.example/",
                                "https://auth.example.com.evil.example/",
                                "https://evilauth.example.com/",
                                "http://auth.example.com/",
                                "javascript:alert(1)",
                                "data:text/html,x",
                                "",
                                "evil.example",
                                "/\tevil",
                                "/%0d\r\nSet-Cookie: a=b",
                                "https://auth.example.com:8443/",
                                "https://auth.example.com\\.evil.example/",
                                "///evil.example",
                                " https://auth.example.com/",
                                "https://app.example.com/",
                                "/\xc3\xa4"})
        leads(house, home, address);
}

TEST(return_address, leads_to_other_hosts_of_the_cookies_domain_where_there_is_one)
{
    leads(wide, "https://app.example.com/x?y=1", "https://app.example.com/x?y=1");
    leads(wide, "https://app.example.com:8443/", "https://APP.example.com:8443/");
    leads(wide, "https://example.com/", "https://example.com/");
    for (const char* address :
         {"https://evilexample.com/", "https://example.com.evil/", "https://app.example.com@evil/",
          "https://evil/?.example.com", "https://evil#.example.com", "http://app.example.com/"})
        leads(wide, home, address);
}

TEST(return_address, of_a_guarded_place_is_made_of_what_its_browser_asked_for)
{
    const auto made = [](const test::House& at, const char* host, const char* target) {
        return gate::guarded_address(host, target, at.config());
    };
    STRCMP_EQUAL("https://auth.example.com/app?q", made(house, "auth.example.com", "/app?q").c_str());
    STRCMP_EQUAL(home, made(house, "app.example.com", "/app").c_str());
    STRCMP_EQUAL("https://app.example.com/app", made(wide, "app.example.com", "/app").c_str());
    STRCMP_EQUAL(home, made(wide, "evil.example", "/app").c_str());
    STRCMP_EQUAL(home, made(wide, "", "/app").c_str());
    STRCMP_EQUAL(home, made(wide, "auth.example.com", "//evil.example").c_str());
}
