#include "fcgi/net/mail.h"

#include <chrono>
#include <string>

#include "tests/fcgi/net/smtp_sink.h"

#include <CppUTest/TestHarness.h>

using net::Delivery;
using namespace std::chrono_literals;

TEST_GROUP(mail)
{
    net::Library library;
    net_test::SmtpSink sink;
    const net::Envelope good{"auth@example.org", "ada@example.org", "m-1"};

    Delivery::Outcome outcome(const net::Envelope& envelope,
                              std::string_view message = "Subject: x\r\n\r\nhi\r\n")
    {
        return net::deliver("smtp://" + sink.address(), envelope, message, 5s).outcome;
    }
};

TEST(mail, an_ordinary_message_passes_the_checks)
{
    LONGS_EQUAL(Delivery::accepted, outcome(good));
    UNSIGNED_LONGS_EQUAL(1, sink.connections());
}

TEST(mail, an_address_that_could_end_its_command_is_refused_before_connecting)
{
    using namespace std::string_literals;
    for (const std::string& bad : {"a@b.c\r\nDATA"s, "a@b.c\nDATA"s, "a@b.c\r"s, "a\0@b.c"s, "a@b.c> SIZE=1"s,
                                   "<a@b.c>"s, "a b@c.d"s, "a\t@b.c"s, "a\x7f@b.c"s, ""s})
    {
        LONGS_EQUAL_TEXT(Delivery::refused, outcome({good.from, bad, good.unique}), bad.c_str());
        LONGS_EQUAL_TEXT(Delivery::refused, outcome({bad, good.to, good.unique}), bad.c_str());
    }
    UNSIGNED_LONGS_EQUAL(0, sink.connections());
}

TEST(mail, a_message_with_half_a_line_end_or_a_nul_is_refused_before_connecting)
{
    using namespace std::string_literals;
    for (const std::string& bad : {"a\n.\r\n"s, "a\r\n.\nb\r\n"s, "a\rb\r\n"s, "a\r\n\r"s, "\na\r\n"s,
                                   "a\r\r\n"s, "a\r\n\n"s, "a\0b\r\n"s, "a\r\0\n"s})
        LONGS_EQUAL_TEXT(Delivery::refused, outcome(good, bad), bad.c_str());
    UNSIGNED_LONGS_EQUAL(0, sink.connections());
}

TEST(mail, a_unique_name_that_is_no_plain_file_name_is_refused)
{
    for (const char* bad : {"", ".", "..", "../x", "a/b", ".hidden", "a:2,S", "a b", "a\nb"})
        LONGS_EQUAL_TEXT(Delivery::refused, outcome({good.from, good.to, bad}), bad);
    UNSIGNED_LONGS_EQUAL(0, sink.connections());
}

TEST(mail, a_target_of_another_kind_is_tried_later_and_never_fetched)
{
    for (const char* bad : {"", "smtp", "http://127.0.0.1/", "file:///etc/passwd", "maildir:relative",
                            "maildir:", "smtp://127.0.0.1/path", "smtp://127.0.0.1/?tls=maybe",
                            "smtp://127.0.0.1/?other=1", "smtps://127.0.0.1/?tls=off", "smtp://127.0.0.1/#x"})
    {
        const auto result = net::deliver(bad, good, "a\r\n", 1s);
        LONGS_EQUAL_TEXT(Delivery::try_later, result.outcome, bad);
        CHECK_TEXT(result.reason.contains("malformed") || result.reason.contains("absolute"),
                   result.reason.c_str());
    }
}
