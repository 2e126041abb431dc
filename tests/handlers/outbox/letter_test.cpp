#include "handlers/outbox/letter.h"

#include <CppUTest/TestHarness.h>

using outbox::Language;

TEST_GROUP(letter)
{
    outbox::Words words = {};
    outbox::Paper paper{words, Language::en, "https://www.example.com"};

    // How often the part stands in the text.
    static long count(const std::string& text, const std::string& part)
    {
        long found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
        return found;
    }
    outbox::Letter in(Language language, const char* name, const outbox::Facts& facts) const
    {
        return outbox::find_template(name)->write({words, language, paper.frontend}, facts);
    }
};

TEST(letter, has_the_link_on_a_line_of_its_own)
{
    const auto made = outbox::verify_email(paper, {.token = "TOKEN-value_1", .code = "012345"});
    STRCMP_CONTAINS("\nhttps://www.example.com/verify-email?token=TOKEN-value_1\n", made.text.c_str());
    STRCMP_CONTAINS("<a href=\"https://www.example.com/verify-email?token=TOKEN-value_1\">",
                    made.html.c_str());
}

TEST(letter, has_the_code_alone_on_a_line)
{
    const auto made = outbox::verify_email(paper, {.token = "token", .code = "012345"});
    STRCMP_CONTAINS("\n012345\n", made.text.c_str());
    STRCMP_CONTAINS("\n012345\n", made.html.c_str());
    LONGS_EQUAL(1, count(made.text, "012345"));
}

TEST(letter, leads_to_the_page_that_resets_a_password)
{
    const auto made = outbox::reset_password(paper, {.token = "TOKEN"});
    STRCMP_EQUAL("Reset your password", made.subject.c_str());
    STRCMP_CONTAINS("\nhttps://www.example.com/reset-password?token=TOKEN\n", made.text.c_str());
    STRCMP_CONTAINS("30 minutes", made.text.c_str());
}

TEST(letter, gives_notice_of_a_changed_password_without_any_token)
{
    const auto made = outbox::password_changed(paper, {});
    STRCMP_EQUAL("Your password was changed", made.subject.c_str());
    STRCMP_CONTAINS("https://www.example.com/forgot-password", made.text.c_str());
    LONGS_EQUAL(0, count(made.text, "token"));
}

// A reset opens no session, so none is left; whoever changes it while signed in stays.
TEST(letter, says_which_sessions_a_changed_password_ended)
{
    STRCMP_CONTAINS("and all its sessions were signed out", outbox::password_changed(paper, {}).text.c_str());
    const auto made = outbox::password_changed_in_session(paper, {});
    STRCMP_EQUAL("Your password was changed", made.subject.c_str());
    STRCMP_CONTAINS("its other sessions were signed out", made.text.c_str());
    LONGS_EQUAL(0, count(made.text, "all its sessions"));
}

TEST(letter, says_how_long_it_is_good_for)
{
    const auto made = outbox::verify_email(paper, {.token = "token", .code = "012345"});
    STRCMP_CONTAINS("24 hours", made.text.c_str());
    STRCMP_CONTAINS("15 minutes", made.text.c_str());
    STRCMP_EQUAL("Confirm your e-mail address", made.subject.c_str());
}

TEST(letter, escapes_in_html_what_comes_from_outside)
{
    const auto made = outbox::reset_password(
        {words, Language::en, "https://www.example.com/?a=1&b=\"<script>"}, {.token = "TOKEN"});
    STRCMP_CONTAINS("?a=1&amp;b=&quot;&lt;script&gt;/reset-password", made.html.c_str());
    LONGS_EQUAL(0, count(made.html, "<script>"));
}

TEST(letter, tells_of_a_sign_in_from_a_new_device)
{
    const auto made = outbox::new_device(
        paper, {.token = "TOKEN", .sign_in = {1'700'000'000, "Firefox", "Linux", "198.51.100.7"}});
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
    const auto made = outbox::new_device(paper, {.token = "TOKEN", .sign_in = {0, "<script>", "", "<b>"}});
    LONGS_EQUAL(0, count(made.html, "<script>"));
    LONGS_EQUAL(0, count(made.html, "<b>"));
}

TEST(letter, escapes_the_name_of_an_organization_and_never_looks_into_it)
{
    const auto made = outbox::invite(paper, {.token = "TOKEN", .org = "<b>{service}</b>"});
    STRCMP_CONTAINS("the organization \"<b>{service}</b>\".", made.text.c_str());
    STRCMP_CONTAINS("<bdi>&lt;b&gt;{service}&lt;/b&gt;</bdi>", made.html.c_str());
    LONGS_EQUAL(0, count(made.html, "<b>"));
}

TEST(letter, says_the_same_in_both_parts_in_every_language)
{
    const outbox::Facts facts{
        "TOKEN-1", "012345", "K7QP", "Acme", {1'700'000'000, "Firefox", "Linux", "198.51.100.7"}};
    for (const Language language : outbox::languages)
        for (const auto& row : outbox::templates()) {
            const auto made = row.write({words, language, paper.frontend}, facts);
            const std::string link = made.text.substr(made.text.find("https://www.example.com/"));
            const std::string address = link.substr(0, link.find('\n'));
            STRCMP_CONTAINS(("\n" + address + "\n").c_str(), made.text.c_str());
            STRCMP_CONTAINS(("<a href=\"" + address + "\">" + address + "</a>").c_str(), made.html.c_str());
            CHECK_EQUAL_TEXT(row.has_secret, address.ends_with("?token=TOKEN-1"),
                             std::string{row.name}.c_str());
            LONGS_EQUAL(count(made.text, "\n\n") + 1, count(made.html, "<p>"));
            LONGS_EQUAL(0, count(made.text + made.html, "{"));
        }
}

TEST(letter, knows_no_colour_no_picture_no_script_and_nothing_from_elsewhere)
{
    for (const auto& row : outbox::templates()) {
        const auto made = row.write(paper, {"TOKEN", "012345", "K7QP", "Acme", {}});
        for (const char* never :
             {"<img", "<script", "<link", "<style", "url(", "color:", "background", "src="})
            LONGS_EQUAL_TEXT(0, count(made.html, never), never);
        STRCMP_CONTAINS("<meta name=\"color-scheme\" content=\"light dark\">", made.html.c_str());
    }
}

TEST(letter, is_german_from_its_subject_to_its_date)
{
    const auto made =
        in(Language::de, "new_device", {.token = "TOKEN", .sign_in = {1'709'210'000, "curl", "", "::1"}});
    STRCMP_EQUAL("Neue Anmeldung bei Ihrem Konto", made.subject.c_str());
    STRCMP_CONTAINS("\nZeit: 29. Februar 2024, 12:33 UTC\n", made.text.c_str());
    STRCMP_CONTAINS("<html lang=\"de\" dir=\"ltr\">", made.html.c_str());
}

TEST(letter, knows_the_last_month_of_each_language)
{
    const outbox::Facts facts{.sign_in = {1'735'600'000, "curl", "", "::1"}};
    for (const auto& [language, date] : {std::pair{Language::en, "30 December 2024, 23:06 UTC"},
                                         {Language::fr, "30 décembre 2024, 23:06 UTC"},
                                         {Language::es, "30 de diciembre de 2024, 23:06 UTC"},
                                         {Language::zh, "2024年12月30日 23:06 UTC"},
                                         {Language::ar, "30 ديسمبر 2024، 23:06 UTC"}})
        STRCMP_CONTAINS(date, in(language, "new_device", facts).text.c_str());
}

TEST(letter, runs_from_right_to_left_in_arabic_but_for_what_does_not)
{
    const auto made = in(Language::ar, "invite", {.token = "TOKEN", .org = "Acme"});
    STRCMP_CONTAINS("<html lang=\"ar\" dir=\"rtl\">", made.html.c_str());
    STRCMP_CONTAINS("«<bdi>Acme</bdi>»", made.html.c_str());
    STRCMP_CONTAINS("«\u2068Acme\u2069»", made.text.c_str());
    STRCMP_CONTAINS("<bdi dir=\"ltr\" style=\"overflow-wrap:anywhere\"><a href=", made.html.c_str());
    STRCMP_CONTAINS("\nhttps://www.example.com/invite?token=TOKEN\n", made.text.c_str());
}

TEST(letter, ends_with_the_name_of_the_service)
{
    words.put(outbox::Text::service_name, Language::de, "Müller & Söhne");
    const auto made = in(Language::de, "reset_password", {.token = "TOKEN"});
    CHECK(made.text.ends_with("\n\nDiese Nachricht wurde von Müller & Söhne gesendet.\n"));
    STRCMP_CONTAINS("<bdi>Müller &amp; Söhne</bdi>", made.html.c_str());
}

TEST(letter, shows_the_reference_beside_the_code_in_every_language_and_none_where_there_is_none)
{
    for (const Language language : outbox::languages) {
        const auto made = in(language, "verify_email", {"TOKEN", "012345", "K7QP"});
        for (const std::string& part : {made.text, made.html}) {
            LONGS_EQUAL(1, count(part, "K7QP"));
            CHECK(part.find("012345") < part.find("K7QP"));
        }
        const auto plain = in(language, "verify_email", {"TOKEN", "012345", ""});
        LONGS_EQUAL(count(made.html, "<p>") - 1, count(plain.html, "<p>"));
    }
}

TEST(letter, names_a_device_in_the_words_of_its_reader)
{
    const auto device = [this](Language language, const char* program, const char* system) {
        return in(language, "new_device", {.sign_in = {0, program, system, "::1"}}).text;
    };
    STRCMP_CONTAINS("\nGerät: Firefox unter Linux\n", device(Language::de, "Firefox", "Linux").c_str());
    STRCMP_CONTAINS("Navigateur inconnu sur Linux\n", device(Language::fr, "", "Linux").c_str());
    STRCMP_CONTAINS(" curl\n", device(Language::es, "curl", "").c_str());
    STRCMP_CONTAINS("未知设备\n", device(Language::zh, "", "").c_str());
}
