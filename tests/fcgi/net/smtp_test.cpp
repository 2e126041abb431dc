// What deliver() makes of servers that answer, refuse, stop talking or vanish.
#include <chrono>
#include <cstdlib>

#include "fcgi/net/mail.h"
#include "tests/fcgi/net/smtp_sink.h"

#include <CppUTest/TestHarness.h>

using net::Delivery;
using net_test::Act;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

TEST_GROUP(smtp)
{
    net::Library library;
    net_test::SmtpSink sink;
    const net::Envelope envelope{"auth@example.org", "ada@example.org", "m-1"};
    const std::string message = "Subject: hello\r\n\r\nSecret link\r\n";

    Delivery deliver(const std::string& query = "", std::chrono::seconds patience = 5s,
                     const std::string& user = "")
    {
        return net::deliver("smtp://" + user + sink.address() + query, envelope, message, patience);
    }

    Delivery deliver_text(const std::string& text)
    {
        return net::deliver("smtp://" + sink.address(), envelope, text, 5s);
    }

    void act(const std::string& stage, Act what, std::vector<std::string> offers = {})
    {
        sink.follow({{{stage, std::move(what)}}, std::move(offers)});
    }

    void check(Delivery::Outcome expected, const Delivery& got)
    {
        LONGS_EQUAL_TEXT(expected, got.outcome, got.reason.c_str());
    }

    bool said(const std::string& what)
    {
        return sink.in_clear().find(what) != std::string::npos;
    }
};

TEST(smtp, hands_over_the_envelope_and_the_message_byte_for_byte)
{
    check(Delivery::accepted, deliver());
    const auto kept = sink.received();
    UNSIGNED_LONGS_EQUAL(1, kept.size());
    STRCMP_EQUAL("<auth@example.org>", kept[0].from.c_str());
    UNSIGNED_LONGS_EQUAL(1, kept[0].to.size());
    STRCMP_EQUAL("<ada@example.org>", kept[0].to[0].c_str());
    STRCMP_EQUAL(message.c_str(), kept[0].raw.c_str());
}

TEST(smtp, the_reason_of_an_accepted_message_is_what_the_server_said)
{
    act(".", {"250 2.0.0 queued as 4F2"});
    const auto result = deliver();
    check(Delivery::accepted, result);
    STRCMP_EQUAL("message: 250 2.0.0 queued as 4F2", result.reason.c_str());
}

TEST(smtp, a_dot_at_the_start_of_a_line_is_stuffed)
{
    check(Delivery::accepted, deliver_text(".first\r\n\r\n.\r\n..\r\nmid.dle\r\n.last\r\n"));
    STRCMP_EQUAL("..first\r\n\r\n..\r\n...\r\nmid.dle\r\n..last\r\n", sink.received().at(0).raw.c_str());
}

TEST(smtp, dots_are_stuffed_wherever_the_buffers_end)
{
    std::string text;
    std::string stuffed;
    for (int line = 0; text.size() < 300'000; ++line) {   // odd lengths, so that ends fall everywhere
        const std::string rest = "." + std::string(std::size_t(line % 7), 'x') + "\r\n";
        text += rest;
        stuffed += "." + rest;
    }
    check(Delivery::accepted, deliver_text(text));
    CHECK(stuffed == sink.received().at(0).raw);
}

TEST(smtp, every_line_on_the_wire_ends_with_crlf)
{
    check(Delivery::accepted, deliver_text("a\r\n\r\nno end"));
    const std::string wire = sink.in_clear();
    for (std::size_t i = 0; i < wire.size(); ++i) {
        if (wire[i] == '\n') CHECK(i > 0 && wire[i - 1] == '\r');
        if (wire[i] == '\r') CHECK(i + 1 < wire.size() && wire[i + 1] == '\n');
    }
    STRCMP_EQUAL("a\r\n\r\nno end\r\n", sink.received().at(0).raw.c_str());
}

TEST(smtp, a_probe_greets_and_leaves_no_letter)
{
    const auto probed = net::probe("smtp://" + sink.address(), 5s);
    check(Delivery::accepted, probed);
    STRCMP_EQUAL("NOOP: 250 ok", probed.reason.c_str());
    LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, a_probe_tells_a_server_that_lacks_the_tls_that_is_required)
{
    check(Delivery::try_later, net::probe("smtp://" + sink.address() + "?tls=required", 5s));
    LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, a_closed_port_is_tried_later)
{
    std::string nobody;
    {
        const net_test::SmtpSink gone;
        nobody = gone.address();
    }
    check(Delivery::try_later, net::deliver("smtp://" + nobody, envelope, message, 5s));
}

TEST(smtp, a_greeting_of_421_or_554_is_tried_later)
{
    for (const char* greeting : {"421 too busy", "554 not you"}) {
        act("greeting", {greeting});
        const auto result = deliver();
        check(Delivery::try_later, result);
        CHECK_TEXT(result.reason.contains(greeting), result.reason.c_str());
    }
    CHECK_FALSE(said("MAIL"));
}

TEST(smtp, a_5xx_to_the_message_is_final_and_a_4xx_is_not)
{
    for (const char* stage : {"MAIL", "RCPT", "DATA", "."}) {
        act(stage, {"550 5.1.1 no such user"});
        const auto refused = deliver();
        check(Delivery::refused, refused);
        CHECK_TEXT(refused.reason.contains("550 5.1.1 no such user"), refused.reason.c_str());
        act(stage, {"451 4.3.0 not now"});
        const auto later = deliver();
        check(Delivery::try_later, later);
        CHECK_TEXT(later.reason.contains("451 4.3.0 not now"), later.reason.c_str());
    }
    UNSIGNED_LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, a_server_that_refuses_us_and_not_the_message_is_tried_later)
{
    act("EHLO", {"550 who are you"});
    check(Delivery::try_later, deliver());
    act("EHLO", {"550 who are you"});
    check(Delivery::try_later, deliver("?tls=off"));
}

TEST(smtp, the_last_line_of_a_long_reply_is_the_reason_and_is_printable)
{
    act("RCPT", {"550-first\r\n550 se\x01\xffnd"});
    const auto result = deliver();
    check(Delivery::refused, result);
    STRCMP_EQUAL("RCPT: 550 se??nd", result.reason.c_str());
}

TEST(smtp, a_connection_that_drops_at_any_stage_is_tried_later)
{
    for (const char* stage : {"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."}) {
        act(stage, {"", Act::drop});
        LONGS_EQUAL_TEXT(Delivery::try_later, deliver().outcome, stage);
    }
    act("DATA", {"354 go ahead", Act::drop});
    check(Delivery::try_later, deliver_text(std::string(3'000'000, 'x') + "\r\n"));
    UNSIGNED_LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, a_server_that_stops_talking_costs_no_more_than_the_patience)
{
    for (const char* stage : {"greeting", "RCPT", "."}) {
        act(stage, {"", Act::hang});
        const auto start = SteadyClock::now();
        LONGS_EQUAL_TEXT(Delivery::try_later, deliver("", 2s).outcome, stage);
        CHECK_TEXT(SteadyClock::now() - start < 2300ms, stage);
    }
}

TEST(smtp, no_answer_to_the_farewell_neither_delays_nor_changes_the_outcome)
{
    act("QUIT", {"", Act::hang});
    const auto start = SteadyClock::now();
    check(Delivery::accepted, deliver("", 4s));
    CHECK(SteadyClock::now() - start < 2s);
    sink.follow({{{"QUIT", {"", Act::hang}}, {"RCPT", {"550 no"}}}, {}});
    check(Delivery::refused, deliver("", 4s));
    CHECK(SteadyClock::now() - start < 4s);
}

TEST(smtp, an_answer_to_the_farewell_does_not_change_the_outcome)
{
    act("QUIT", {"550 not yet"});
    check(Delivery::accepted, deliver());
    sink.follow({{{"QUIT", {"550 not yet"}}, {"RCPT", {"451 later"}}}, {}});
    check(Delivery::try_later, deliver());
}

TEST(smtp, tls_that_is_required_but_not_offered_sends_nothing_in_clear)
{
    const auto result = deliver("?tls=required", 5s, "ada:hunter22@");
    check(Delivery::try_later, result);
    CHECK_TRUE(said("EHLO"));
    for (const char* never : {"MAIL", "AUTH", "RCPT", "Secret"}) CHECK_FALSE_TEXT(said(never), never);
}

TEST(smtp, tls_that_is_required_but_refused_sends_nothing_in_clear)
{
    for (const char* reply : {"454 no TLS today", "554 no TLS at all"}) {
        act("STARTTLS", {reply}, {"STARTTLS"});
        check(Delivery::try_later, deliver("?tls=required"));
        act("STARTTLS", {"220 well"}, {"STARTTLS"});   // and then it goes on in clear
        check(Delivery::try_later, deliver("?tls=required"));
    }
    CHECK_TRUE(said("STARTTLS"));
    CHECK_FALSE(said("MAIL"));
}

TEST(smtp, a_certificate_that_no_one_vouches_for_is_not_trusted_when_tls_is_required)
{
    sink.follow({{}, {"STARTTLS"}});
    // By its right name, so that only the missing signature is wrong.
    const auto result = net::deliver("smtp://localhost:" + std::to_string(sink.port()) + "?tls=required",
                                     envelope, message, 5s);
    check(Delivery::try_later, result);
    CHECK_TEXT(result.reason.contains("self-signed"), result.reason.c_str());
    CHECK_FALSE(said("MAIL"));
    UNSIGNED_LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, smtps_without_tls_on_the_other_side_is_tried_later)
{
    act("greeting", {"", Act::hang});
    check(Delivery::try_later, net::deliver("smtps://" + sink.address(), envelope, message, 1s));
    CHECK_FALSE(said("EHLO"));
}

TEST(smtp, a_loopback_server_gets_tls_when_it_offers_it_and_clear_text_when_not)
{
    check(Delivery::accepted, deliver());
    CHECK_FALSE(sink.received().at(0).by_tls);
    sink.follow({{}, {"STARTTLS"}});
    check(Delivery::accepted, deliver());
    CHECK_TRUE(sink.received().at(1).by_tls);
    check(Delivery::accepted, deliver("?tls=off"));
    CHECK_FALSE(sink.received().at(2).by_tls);
}

TEST(smtp, a_name_that_only_looks_like_loopback_gets_no_leniency)
{
    // Resolves nowhere; what counts is that nothing lets it through as loopback does.
    check(Delivery::try_later,
          net::deliver("smtp://127.0.0.1.invalid:" + std::to_string(sink.port()), envelope, message, 2s));
    UNSIGNED_LONGS_EQUAL(0, sink.received().size());
}

TEST(smtp, logs_in_with_the_credentials_of_the_target)
{
    sink.follow({{}, {"AUTH PLAIN"}});
    check(Delivery::accepted, deliver("", 5s, "ada:hunter%2022@"));
    CHECK_TRUE(said("AGFkYQBodW50ZXIgMjI="));   // \0ada\0hunter 22
}

TEST(smtp, a_refused_login_is_tried_later_and_says_no_credentials)
{
    act("AUTH", {"535 hunter22 is wrong, try hunter23"}, {"AUTH PLAIN"});
    const auto result = deliver("", 5s, "ada:hunter22@");
    check(Delivery::try_later, result);
    CHECK_TEXT(result.reason.contains("535"), result.reason.c_str());
    CHECK_TEXT(!result.reason.contains("hunter"), result.reason.c_str());
}

TEST(smtp, a_proxy_of_the_environment_is_not_used)
{
    const net_test::SmtpSink proxy;
    ::setenv("ALL_PROXY", ("http://" + proxy.address()).c_str(), 1);
    check(Delivery::accepted, deliver());
    ::unsetenv("ALL_PROXY");
    UNSIGNED_LONGS_EQUAL(0, proxy.connections());
}
