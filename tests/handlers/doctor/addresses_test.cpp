#include "tests/handlers/doctor/checkup.h"

#include <CppUTest/TestHarness.h>

static std::string told(const sys::Environment& settings)
{
    const test::House house{settings};
    return test::told(doctor::examine_addresses, house, std::string{"/api/auth"});
}

TEST_GROUP(doctor_addresses){};

TEST(doctor_addresses, are_good_where_all_is_https_and_of_one_site)
{
    STRCMP_EQUAL(
        "good addresses: PUBLIC_URL is https\n"
        "good cookies: they are Secure\n"
        "good addresses: FRONTEND_URL and PUBLIC_URL are of one site\n",
        told({{"PUBLIC_URL", "https://id.example.org"}, {"FRONTEND_URL", "https://app.example.org"}})
            .c_str());
}

TEST(doctor_addresses, are_bad_over_http_unless_they_stay_on_this_host)
{
    STRCMP_CONTAINS("bad addresses: PUBLIC_URL is http:",
                    told({{"PUBLIC_URL", "http://id.example.org"}, {"FRONTEND_URL", ""}}).c_str());
    STRCMP_CONTAINS("good addresses: PUBLIC_URL is http, and on this host only",
                    told({{"PUBLIC_URL", "http://127.0.0.1:8080"}, {"FRONTEND_URL", ""}}).c_str());
    STRCMP_CONTAINS("good addresses: PUBLIC_URL is http, and on this host only",
                    told({{"PUBLIC_URL", "http://[::1]:8080"}, {"FRONTEND_URL", ""}}).c_str());
}

TEST(doctor_addresses, tell_cookies_that_browsers_would_not_bring_back)
{
    STRCMP_CONTAINS("bad cookies: COOKIE_SECURE is on",
                    told({{"PUBLIC_URL", "http://id.example.org"}, {"COOKIE_SECURE", "on"}}).c_str());
    STRCMP_CONTAINS("bad cookies: COOKIE_SECURE is off",
                    told({{"PUBLIC_URL", "https://id.example.org"}, {"COOKIE_SECURE", "off"}}).c_str());
    STRCMP_CONTAINS(
        "bad cookies: PUBLIC_URL is not within COOKIE_DOMAIN example.com",
        told({{"PUBLIC_URL", "https://id.example.org"}, {"COOKIE_DOMAIN", "example.com"}}).c_str());
    CHECK_FALSE(told({{"PUBLIC_URL", "https://id.example.com"}, {"COOKIE_DOMAIN", "example.com"}})
                    .contains("bad cookies"));
}

TEST(doctor_addresses, tell_a_front_end_of_another_site_or_scheme)
{
    STRCMP_CONTAINS(
        "bad addresses: FRONTEND_URL (app.example.com) is another site than PUBLIC_URL (id.example.org)",
        told({{"PUBLIC_URL", "https://id.example.org"}, {"FRONTEND_URL", "https://app.example.com"}})
            .c_str());
    STRCMP_CONTAINS(
        "bad addresses: FRONTEND_URL and PUBLIC_URL differ in http and https",
        told({{"PUBLIC_URL", "https://id.example.org"}, {"FRONTEND_URL", "http://id.example.org"}}).c_str());
}

TEST(doctor_addresses, name_what_each_provider_must_know)
{
    STRCMP_CONTAINS(
        "good sign-in: google must know this address: https://id.example.org/api/auth/callback/google\n",
        told({{"PUBLIC_URL", "https://id.example.org"},
              {"GOOGLE_CLIENT_ID", "us"},
              {"GOOGLE_CLIENT_SECRET", "hunter2"}})
            .c_str());
}
