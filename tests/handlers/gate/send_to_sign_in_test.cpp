#include "handlers/gate/send_to_sign_in.h"

#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(send_to_sign_in)
{
    test::House house;

    http::Response ask(const std::string& wanted, const std::string& accept = "text/html") const
    {
        auto asked = test::request("gate", "GET", "/sign-in");
        asked.wanted = wanted;
        asked.accept = accept;
        asked.sign_in = "/api/auth";
        return house.send(asked);
    }
    void sent(const char* back, const std::string& wanted) const
    {
        const auto answer = ask(wanted);
        LONGS_EQUAL_TEXT(303, answer.status, wanted.c_str());
        STRCMP_EQUAL((std::string{"https://auth.example.com/api/auth/session/renew?return="} + back).c_str(),
                     test::header(answer, "Location").c_str());
    }
};

TEST(send_to_sign_in, sends_a_browser_where_its_session_is_renewed_and_says_where_it_wanted_to_go)
{
    sent("https%3A%2F%2Fauth.example.com%2Fapp%2F%3Fa%3D1%26b", "GET auth.example.com/app/?a=1&b");
    sent("https%3A%2F%2Fauth.example.com%2F", "HEAD auth.example.com/");
}

TEST(send_to_sign_in, never_leads_a_browser_to_another_site)
{
    for (const char* wanted :
         {"GET evil.example/app", "GET auth.example.com//evil.example", "GET evil", "GET ",
          "GET auth.example.com@evil.example/", "GET auth.example.com/ \r\nSet-Cookie: a=b"})
        sent("https%3A%2F%2Fauth.example.com%2F", wanted);
}

TEST(send_to_sign_in, refuses_what_wants_no_page)
{
    for (const char* wanted :
         {"POST auth.example.com/app", "DELETE auth.example.com/", "GET", "", "get auth.example.com/"})
        LONGS_EQUAL_TEXT(401, ask(wanted).status, wanted);
    for (const char* accept : {"application/json", "*/*", ""})
        LONGS_EQUAL_TEXT(401, ask("GET auth.example.com/app", accept).status, accept);
    STRCMP_EQUAL("Bearer", test::header(ask(""), "WWW-Authenticate").c_str());
}
