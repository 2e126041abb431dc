#include "tests/fcgi/net/name_server.h"
#include "tests/fcgi/net/smtp_sink.h"
#include "tests/handlers/doctor/checkup.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(doctor_mail)
{
    const net::Library library;
    net_test::SmtpSink sink;
    net_test::NameServer names;

    std::string told()
    {
        const test::House house{
            {{"MAIL", "smtp://" + sink.address()}, {"MAIL_FROM", "Us <no-reply@example.org>"}}};
        return test::told(doctor::examine_mail, house, std::optional{names.address()});
    }
};

TEST(doctor_mail, is_good_where_the_server_and_the_domain_say_what_they_should)
{
    names.say("example.org", {"other", "v=spf1 mx -all"});
    names.say("_dmarc.example.org", {"v=DMARC1; p=reject"});
    names.say("_domainkey.example.org", {});
    STRCMP_EQUAL(
        "good mail: the mail server: NOOP: 250 ok\n"
        "good sender: example.org says v=spf1\n"
        "good sender: _dmarc.example.org says v=DMARC1\n"
        "good sender: _domainkey.example.org has names for DKIM keys\n",
        told().c_str());
    LONGS_EQUAL(0, sink.received().size());
}

TEST(doctor_mail, is_doubtful_where_the_domain_says_nothing)
{
    names.say("example.org", {"something else"});
    const auto lines = told();
    STRCMP_CONTAINS("doubtful sender: example.org lacks a text that begins with v=spf1\n", lines.c_str());
    STRCMP_CONTAINS("doubtful sender: _dmarc.example.org lacks a text that begins with v=DMARC1\n",
                    lines.c_str());
    STRCMP_CONTAINS("doubtful sender: _domainkey.example.org does not exist", lines.c_str());
}

TEST(doctor_mail, is_not_judged_by_resolvers_that_fail)
{
    names.fail();
    STRCMP_CONTAINS("skipped sender: example.org: no resolver answers\n", told().c_str());
}

TEST(doctor_mail, is_bad_where_the_server_turns_us_away)
{
    sink.follow({{{"greeting", {"554 not you"}}}, {}});
    STRCMP_CONTAINS("bad mail: the mail server: ", told().c_str());
}
