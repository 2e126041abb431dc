#include "fcgi/sys/config_values.h"

#include <algorithm>
#include <string>

#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(config_values)
{
    const std::string signing_key = sys::base64(std::string(32, 'k'));

    static sys::Verdict verdict(std::string_view name, std::string_view value)
    {
        return sys::check_value(*std::ranges::find(sys::settings(), name, &sys::Setting::name), value);
    }
    static void good_value(std::string_view name, std::string_view value)
    {
        STRCMP_EQUAL("", verdict(name, value).problem.c_str());
    }
    static void bad_value(std::string_view name, std::string_view value, const char* problem)
    {
        STRCMP_EQUAL(problem, verdict(name, value).problem.c_str());
    }
    static bool doubts(std::string_view name, std::string_view value)
    {
        const sys::Verdict result = verdict(name, value);
        return result.problem.empty() && !result.warning.empty();
    }
};

TEST(config_values, checks_numbers_choices_and_switches)
{
    for (const char* text : {"0", "201", "-1", "+5", "1.5", "0x10", "8 8", "99999999999999999999", "x"})
        bad_value("DATABASE_POOL", text, "must be a whole number from 1 to 200");
    good_value("DATABASE_POOL", "1");
    good_value("DATABASE_POOL", "200");
    bad_value("RATE_LIMITS", "ON", "must be one of on off");
    bad_value("COOKIE_SECURE", "yes", "must be one of auto on off");
    bad_value("LOG_LEVEL", "debug|info", "must be one of debug info warning error");
    bad_value("ISSUER", "a\nb", "has a control character or a line break");
    bad_value("ISSUER", "a\xff", "is not UTF-8");
}

TEST(config_values, checks_urls)
{
    for (const char* url :
         {"http://localhost", "https://a.example:8443/auth", "http://[::1]:80", "https://a/b-c"})
        good_value("PUBLIC_URL", url);
    bad_value("PUBLIC_URL", "ftp://a", "must start with https:// or http://");
    bad_value("PUBLIC_URL", "https://a/", "must not end with a slash");
    bad_value("PUBLIC_URL", "https://a?b", "must not have a query or a fragment");
    for (const char* url : {"https://a b", "https://a:0", "https://a:65536", "https://:80", "https://u@a",
                            "https://a:", "http://[]", "http://[::1", "https:///x"})
        bad_value("FRONTEND_URL", url, "must name a host, with a port from 1 to 65535 if any");
    bad_value("FRONTEND_URL", "https://a/b c", "has a character that no URL may have");
}

TEST(config_values, checks_signing_keys)
{
    const std::string short_key = sys::base64(std::string(31, 'k'));
    good_value("JWT_KEYS", "a.b_C-1:" + signing_key + ",2:" + signing_key);
    bad_value("JWT_KEYS", signing_key, "key 1 must be kid:base64");
    bad_value("JWT_KEYS", "a:" + signing_key + ",", "key 2 must be kid:base64");
    bad_value("JWT_KEYS", ":" + signing_key, "key 1 must have a kid of letters, digits, . _ -");
    bad_value("JWT_KEYS", "a b:" + signing_key, "key 1 must have a kid of letters, digits, . _ -");
    bad_value("JWT_KEYS", "a:!" + signing_key, "key 1 is not base64 after its kid");
    bad_value("JWT_KEYS", "a:" + short_key, "key 1 must have at least 32 bytes");
    bad_value("JWT_KEYS", "a:" + signing_key + ",a:" + signing_key, "key 2 has the kid of an earlier key");
}

TEST(config_values, checks_the_cost_of_passwords_and_doubts_low_ones)
{
    for (const char* cost : {"15,8", "15,8,3,1", "a,8,3,", ","})
        bad_value("SCRYPT", cost, "must be three numbers, such as 15,8,3");
    bad_value("SCRYPT", "3,8,1", "must start with log2(N) from 4 to 20");
    bad_value("SCRYPT", "15,33,1", "must have r from 1 to 32");
    bad_value("SCRYPT", "15,8,17", "must have p from 1 to 16");
    bad_value("SCRYPT", "19,8,1", "takes more than 256 MiB (128*N*r)");
    bad_value("SCRYPT", "18,8,16", "takes too long (N*r*p beyond 2^24)");
    for (const char* cost : {"18,8,1", "17,8,1", "16,8,2", "15,8,3", "14,8,5", "15,16,3"})
        CHECK_FALSE(doubts("SCRYPT", cost));
    for (const char* cost : {"17,4,2", "16,8,1", "15,8,2", "14,8,4", "13,8,16", "4,1,1"})
        CHECK(doubts("SCRYPT", cost));
}

TEST(config_values, checks_where_mail_goes_and_comes_from)
{
    for (const char* target :
         {"smtp://localhost:25", "smtps://u:p%40@mail.example", "smtp://a?tls=off", "maildir:/m"})
        good_value("MAIL", target);
    bad_value("MAIL", "sendmail", "must start with smtp://, smtps:// or maildir:");
    bad_value("MAIL", "maildir:mail", "must have an absolute path after maildir:");
    for (const char* target : {"smtp://", "smtp://u:p@", "smtps://:25", "smtp://u:p/q@host"})
        bad_value("MAIL", target,
                  "must name a host (escape / ? # @ in a user or password as %2F %3F %23 %40)");
    bad_value("MAIL", "smtp://host/x",
              "may have nothing after the host but ?tls=required, ?tls=try or ?tls=off");
    for (const char* from : {"a@b", "A B <a.b+c@d.example>", "\xc3\x84 <a@b>"}) good_value("MAIL_FROM", from);
    for (const char* from : {"a", "@b", "a@", "a@b@c", "A <a@b", "<a b@c>", "a@b>", "A <>"})
        bad_value("MAIL_FROM", from, "must be address@host or Name <address@host>");
    bad_value("MAIL_FROM", "A \"B\" <a@b>", "has a name with quotes");
}

TEST(config_values, checks_where_the_database_is)
{
    for (const char* uri : {"postgres://a,b/c", "host=/run/postgresql dbname=latchkey", "dbname = x"})
        good_value("DATABASE", uri);
    for (const char* uri : {"mysql://a", "latchkey", "=x"})
        bad_value("DATABASE", uri,
                  "must be postgresql://... or a conninfo string such as host=/run/postgresql");
}
