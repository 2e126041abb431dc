// Nothing a client says about hosts reaches a link, a Location or a cookie.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/harness/wire.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(host_poisoning)
{
    std::vector<std::string> poison{"Host: evil.example",
                                    "X-Forwarded-Host: evil.example",
                                    "X-Forwarded-Server: evil.example",
                                    "X-Host: evil.example",
                                    "X-HTTP-Host-Override: evil.example",
                                    "X-Original-Host: evil.example",
                                    "X-Forwarded-Proto: evil",
                                    "X-Forwarded-Prefix: /evil",
                                    "X-Forwarded-Port: 666",
                                    "X-Script-Name: /evil",
                                    "Forwarded: for=evil;host=evil.example;proto=evil",
                                    "Origin: https://evil.example",
                                    "Referer: https://evil.example/"};

    void unpoisoned(const std::string& text, const Here& at = Here::current())
    {
        CHECK_FALSE_LOCATION(text.contains("evil") || text.contains(":666"), "CHECK_FALSE", "poisoned",
                             text.c_str(), at.file_name(), at.line());
    }
};

TEST(host_poisoning, does_not_reach_the_link_of_a_verification)
{
    const Person person = newcomer();
    LONGS_EQUAL(200, shipfastai().send({"POST", "/register", person.credentials(), poison}).status);
    const Mail mail = Sandbox::shared().mailbox().wait_for(person.email);

    CHECK(mail.link().starts_with("https://app.example.com/verify-email?token="));
    unpoisoned(mail.raw);
}

TEST(host_poisoning, does_not_reach_the_link_of_a_reset)
{
    const Person person = registered();
    const std::string body = object({{"email", person.email}});
    LONGS_EQUAL(200, shipfastai().send({"POST", "/forgot-password", body, poison}).status);
    const Mail mail = Sandbox::shared().mailbox().wait_for_subject(person.email, "Reset your password");

    CHECK(mail.link().starts_with("https://app.example.com/reset-password?token="));
    unpoisoned(mail.raw);
}

TEST(host_poisoning, does_not_reach_an_answer)
{
    for (const std::string prefix : {"/api/auth", "/auth"})
        for (const Sent& sent :
             {Sent{"POST", "/login/", "{}"}, Sent{"POST", "/login", "{}"}, Sent{"GET", "/me"},
              Sent{"GET", "/nothing"}, Sent{"POST", "/register", newcomer().credentials()}})
        {
            Sent poisoned = sent;
            poisoned.headers = poison;
            poisoned.path = prefix + sent.path;
            const Answer answer = Sandbox::shared().client().send(poisoned);
            for (const auto& [name, value] : answer.headers) unpoisoned(value);
            unpoisoned(answer.body);
        }
}

TEST(host_poisoning, does_not_come_by_an_absolute_request_target)
{
    const std::string heard =
        spoken(Sandbox::shared().base(),
               "GET http://evil.example/api/auth/me/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    LONGS_EQUAL(307, first_answer(heard).status);
    STRCMP_EQUAL("/api/auth/me", first_answer(heard).header("location").value_or("").c_str());
}

TEST(host_poisoning, does_not_come_by_the_path_of_a_redirect)
{
    for (const std::string target : {"//evil.example/login/", "/%2f%2fevil.example/login/",
                                     "/\\evil.example/login/", "/login/?next=https://other.example"})
    {
        const Answer answer = shipfastai().send({"GET", target});
        const std::string where = answer.header("location").value_or("/api/auth/login");
        CHECK_TEXT(where.starts_with("/api/auth/login"), (target + " -> " + where).c_str());
    }
}
