#include "handlers/email_address.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(email_address){static void good(const std::string& text, const std::string& address){
    const auto result = normalised_email(text);
STRCMP_EQUAL(address.c_str(), result ? result->c_str() : result.error().c_str());
}
static void bad(const std::string& text, const std::string& reason)
{
    const auto result = normalised_email(text);
    STRCMP_EQUAL(reason.c_str(), result ? "(accepted)" : result.error().c_str());
}
static std::string xs(std::size_t count)
{
    return std::string(count, 'x');
}
// An address of that many bytes, every part of a length that is allowed.
static std::string long_address(std::size_t size)
{
    const std::string domain = '@' + xs(63) + '.' + xs(63) + '.' + xs(60) + ".com";
    return xs(size - domain.size()) + domain;
}
}
;

TEST(email_address, is_trimmed_and_its_domain_in_lower_case)
{
    good("ann@example.com", "ann@example.com");
    good("  User@EXAMPLE.com\t\n", "User@example.com");
    good("Ann Lee <Ann@Example.com>", "Ann@example.com");
    good("<ann@example.com>", "ann@example.com");
    good("a.b+c_d-e'f@sub-1.example.co", "a.b+c_d-e'f@sub-1.example.co");
    good("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com");
}

TEST(email_address, needs_something_on_both_sides_of_an_at_sign)
{
    bad("", "An email address must have an @-sign.");
    bad("ann", "An email address must have an @-sign.");
    bad("ann.example.com", "An email address must have an @-sign.");
    bad("foo@", "There must be something after the @-sign.");
    bad("@bar.com", "There must be something before the @-sign.");
}

TEST(email_address, has_no_stray_periods)
{
    bad("a..b@x.com", "An email address cannot have two periods in a row.");
    bad("a@x..com", "An email address cannot have two periods in a row.");
    bad(".a@x.com", "An email address cannot start with a period.");
    bad("a.@x.com", "An email address cannot have a period immediately before the @-sign.");
    bad("a@.x.com", "An email address cannot have a period immediately after the @-sign.");
    bad("a@x.com.", "An email address cannot end with a period.");
}

TEST(email_address, has_no_foreign_characters)
{
    bad("a b@x.com", "The email address contains invalid characters before the @-sign: SPACE.");
    bad("a\"b@x.com", "The email address contains invalid characters before the @-sign: '\"'.");
    bad("a@x_y.com", "The part after the @-sign contains invalid characters: '_'.");
    bad("a@x y.com", "The part after the @-sign contains invalid characters: SPACE.");
}

TEST(email_address, is_told_every_foreign_character)
{
    bad("b )a(b)@x.com", "The email address contains invalid characters before the @-sign: '(', ')', SPACE.");
    bad("ann@eve@x.com", "The part after the @-sign contains invalid characters: '@'.");
}

TEST(email_address, is_ascii_without_control_bytes)
{
    for (const char* text : {"änn@example.com", "ann@exämple.com", "a\x01n@example.com", "ann@exa\nmple.com",
                             "ann@example.com\x7f", "\xff@example.com"})
        CHECK_FALSE(normalised_email(text).has_value());
    CHECK_FALSE(normalised_email(std::string{"ann@example.com\0", 16}).has_value());
    CHECK_FALSE(normalised_email(std::string{"a\0nn@example.com", 16}).has_value());
}

TEST(email_address, names_one_mailbox_only)
{
    for (const char* text :
         {"ann@example.com,eve@example.com", "ann@example.com eve@example.com", "ann@example.com>",
          "ann@eve@example.com", "ann@example.com\r\nBcc: eve@example.com"})
        CHECK_FALSE(normalised_email(text).has_value());
}

TEST(email_address, has_a_domain_that_mail_can_reach)
{
    bad("foo@bar", "The part after the @-sign is not valid. It should have a period.");
    for (const char* text : {"a@example.test", "a@x.invalid", "a@x.localhost", "a@x.onion"})
        bad(text,
            "The part after the @-sign is a special-use or reserved name that cannot be used with email.");
    bad("a@192.0.2.1", "The part after the @-sign is not valid. It is not within a valid top-level domain.");
    bad("a@-x.com", "An email address cannot have a hyphen at the start or end of a part after the @-sign.");
    CHECK_FALSE(normalised_email("a@[192.0.2.1]").has_value());
}

TEST(email_address, has_no_domain_of_a_local_network)
{
    for (const char* text : {"a@printer.local", "a@2.0.192.in-addr.arpa"})
        bad(text,
            "The part after the @-sign is a special-use or reserved name that cannot be used with email.");
}

TEST(email_address, has_254_characters_at_most)
{
    good(long_address(254), long_address(254));
    bad(long_address(255), "The email address is too long (1 character too many).");
    bad(xs(64) + "@" + xs(63) + "." + xs(63) + "." + xs(63) + ".com",
        "The email address is too long (6 characters too many).");
}

TEST(email_address, has_parts_of_limited_length)
{
    good(xs(64) + "@x.com", xs(64) + "@x.com");
    bad(xs(65) + "@x.com", "The email address is too long before the @-sign (1 character too many).");
    bad("a@" + xs(64) + ".com", "After the @-sign, periods cannot be separated by so many characters.");
}
