#include "handlers/outbox/letter.h"

#include <CppUTest/TestHarness.h>

static constexpr const char* frontend = "https://www.example.com";

TEST_GROUP(letter){// How often the part stands in the text.
                   static long count(const std::string& text, const std::string& part){long found = 0;
for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
return found;
}
}
;

TEST(letter, has_the_link_on_a_line_of_its_own)
{
    const auto made = outbox::verify_email(frontend, "TOKEN-value_1", "012345");
    STRCMP_CONTAINS("\nhttps://www.example.com/verify-email?token=TOKEN-value_1\n", made.text.c_str());
    STRCMP_CONTAINS("<a href=\"https://www.example.com/verify-email?token=TOKEN-value_1\">",
                    made.html.c_str());
}

TEST(letter, has_the_code_alone_on_a_line)
{
    const auto made = outbox::verify_email(frontend, "token", "012345");
    STRCMP_CONTAINS("\n012345\n", made.text.c_str());
    STRCMP_CONTAINS("\n012345\n", made.html.c_str());
    LONGS_EQUAL(1, count(made.text, "012345"));
}

TEST(letter, leads_to_the_page_that_resets_a_password)
{
    const auto made = outbox::reset_password(frontend, "TOKEN");
    STRCMP_EQUAL("Reset your password", made.subject.c_str());
    STRCMP_CONTAINS("\nhttps://www.example.com/reset-password?token=TOKEN\n", made.text.c_str());
    STRCMP_CONTAINS("30 minutes", made.text.c_str());
}

TEST(letter, gives_notice_of_a_changed_password_without_any_token)
{
    const auto made = outbox::password_changed(frontend);
    STRCMP_EQUAL("Your password was changed", made.subject.c_str());
    STRCMP_CONTAINS("https://www.example.com/forgot-password", made.text.c_str());
    LONGS_EQUAL(0, count(made.text, "token"));
}

// A reset opens no session, so none is left; whoever changes it while signed in stays.
TEST(letter, says_which_sessions_a_changed_password_ended)
{
    STRCMP_CONTAINS("and all its sessions were signed out", outbox::password_changed(frontend).text.c_str());
    const auto made = outbox::password_changed_in_session(frontend);
    STRCMP_EQUAL("Your password was changed", made.subject.c_str());
    STRCMP_CONTAINS("its other sessions were signed out", made.text.c_str());
    LONGS_EQUAL(0, count(made.text, "all its sessions"));
}

TEST(letter, says_how_long_it_is_good_for)
{
    const auto made = outbox::verify_email(frontend, "token", "012345");
    STRCMP_CONTAINS("24 hours", made.text.c_str());
    STRCMP_CONTAINS("15 minutes", made.text.c_str());
    STRCMP_EQUAL("Confirm your e-mail address", made.subject.c_str());
}

TEST(letter, escapes_in_html_what_comes_from_outside)
{
    const auto made = outbox::reset_password("https://www.example.com/?a=1&b=\"<script>", "TOKEN");
    STRCMP_CONTAINS("?a=1&amp;b=&quot;&lt;script&gt;/reset-password", made.html.c_str());
    LONGS_EQUAL(0, count(made.html, "<script>"));
}

TEST(letter, tells_of_a_sign_in_from_a_new_device)
{
    const auto made =
        outbox::new_device(frontend, "TOKEN", {1'700'000'000, "Firefox on Linux", "198.51.100.7"});
    STRCMP_EQUAL("New sign-in to your account", made.subject.c_str());
    STRCMP_CONTAINS("\nhttps://www.example.com/not-me?token=TOKEN\n", made.text.c_str());
    STRCMP_CONTAINS("<a href=\"https://www.example.com/not-me?token=TOKEN\">", made.html.c_str());
    for (const char* told : {"14 November 2023, 22:13 UTC", "Firefox on Linux", "198.51.100.7", "7 days"}) {
        STRCMP_CONTAINS(told, made.text.c_str());
        STRCMP_CONTAINS(told, made.html.c_str());
    }
}

TEST(letter, escapes_what_is_told_of_a_device)
{
    const auto made = outbox::new_device(frontend, "TOKEN", {0, "<script>", "<b>"});
    LONGS_EQUAL(0, count(made.html, "<script>"));
    LONGS_EQUAL(0, count(made.html, "<b>"));
}
