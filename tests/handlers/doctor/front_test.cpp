// What the doctor makes of the way requests arrive. A stand-in answers as workers would behind another nginx.
#include "tests/fcgi/net/https_sink.h"
#include "tests/handlers/doctor/checkup.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(doctor_front)
{
    const net::Library library;
    net_test::HttpsSink nginx{false};
    const test::House house{{{"PUBLIC_URL", nginx.url("")}, {"FRONTEND_URL", ""}}};

    std::string told(const std::string& status, const std::string& body)
    {
        nginx.answer("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        return test::told(doctor::examine_front, house, std::string{"/auth"});
    }
    std::string told_of(const std::string& address, const std::string& scheme = "http")
    {
        return told("200 OK", R"({"address":")" + address + R"(","scheme":")" + scheme +
                                  R"(","mount":"/auth","contracts":"latchkey"})");
    }
};

TEST(doctor_front, is_good_where_this_host_arrives_as_itself)
{
    STRCMP_EQUAL(
        "good nginx: /auth speaks: latchkey\n"
        "good nginx: this host arrives as 127.0.0.1, whatever it claims to be\n"
        "good nginx: requests arrive by http\n",
        told_of("127.0.0.1").c_str());
    const std::string asked = nginx.requests().at(0);
    STRCMP_CONTAINS("GET /auth/arrival HTTP/1.1\r\n", asked.c_str());
    STRCMP_CONTAINS("X-Forwarded-For: 198.51.100.77\r\n", asked.c_str());
}

TEST(doctor_front, is_bad_where_a_client_is_believed)
{
    STRCMP_CONTAINS("bad nginx: takes a client's word for its address", told_of("198.51.100.77").c_str());
}

TEST(doctor_front, is_doubtful_where_a_proxy_seems_to_ask)
{
    STRCMP_CONTAINS("doubtful nginx: this host arrives as 10.9.8.7, which is none of its addresses",
                    told_of("10.9.8.7").c_str());
}

TEST(doctor_front, is_doubtful_where_another_scheme_arrives)
{
    STRCMP_CONTAINS("doubtful nginx: requests arrive by https, though PUBLIC_URL is http://localhost:",
                    told_of("127.0.0.1", "https").c_str());
}

TEST(doctor_front, is_bad_where_it_does_not_answer_as_workers_do)
{
    STRCMP_CONTAINS("its workers have other keys", told("401 Unauthorized", "{}").c_str());
    STRCMP_CONTAINS("nginx hands nothing there to workers", told("404 Not Found", "{}").c_str());
    STRCMP_CONTAINS("answered 503", told("503 Service Unavailable", "{}").c_str());
    for (const char* body : {"", "<html>", "[]", R"({"address":7})"})
        STRCMP_CONTAINS("bad nginx: ", told("200 OK", body).c_str());
    const test::House nobody{{{"PUBLIC_URL", "http://127.0.0.1:1"}, {"FRONTEND_URL", ""}}};
    STRCMP_EQUAL("bad nginx: http://127.0.0.1:1/auth/arrival: it can't be reached\n",
                 test::told(doctor::examine_front, nobody, std::string{"/auth"}).c_str());
}
