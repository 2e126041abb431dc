#include "handlers/outbox/catalogue.h"

#include <set>
#include <string>

#include <CppUTest/TestHarness.h>

using outbox::Language;
using outbox::Text;

// That no text is missing, out of order or flawed is said when catalogues are compiled.
TEST_GROUP(catalogue){static const outbox::TextRow &
                      row(Text text){return outbox::text_rows[std::size_t(text)];
}
static std::string told(Text text, std::string_view words)
{
    const auto flaw = outbox::flaw(row(text), words);
    return std::string{flaw.what} + std::string{flaw.which};
}
}
;

TEST(catalogue, is_a_translation_in_every_language)
{
    for (const auto& text : outbox::text_rows) {
        std::set<std::string_view> different;
        for (const Language language : outbox::languages)
            different.insert(outbox::catalogue_of(language)[std::size_t(text.text)]);
        // A product's name, and day and month in the order of English and French.
        const std::size_t same = text.text == Text::service_name ? 5 : text.text == Text::date_form ? 1 : 0;
        LONGS_EQUAL_TEXT(outbox::languages.size() - same, different.size(), std::string{text.name}.c_str());
    }
}

TEST(catalogue, has_no_name_twice)
{
    std::set<std::string_view> names;
    for (const auto& text : outbox::text_rows) names.insert(text.name);
    LONGS_EQUAL(std::size(outbox::text_rows), names.size());
}

TEST(catalogue, finds_no_flaw_in_good_words)
{
    STRCMP_EQUAL("", told(Text::invite_subject, "Welcome to {service}").c_str());
    STRCMP_EQUAL("", told(Text::invite_to_join, "{org} at {service}, yes {org}").c_str());
    STRCMP_EQUAL("", told(Text::date_months, "1 2 3 4 5 6 7 8 9 10 11 12").c_str());
    STRCMP_EQUAL("", told(Text::invite_subject, std::string(1000, 'x')).c_str());
}

TEST(catalogue, finds_what_would_break_a_letter)
{
    STRCMP_EQUAL("is empty", told(Text::invite_subject, "").c_str());
    STRCMP_EQUAL("is empty", told(Text::invite_subject, "  ").c_str());
    STRCMP_EQUAL("is longer than 1000 bytes", told(Text::invite_subject, std::string(1001, 'x')).c_str());
    STRCMP_EQUAL("has a control character", told(Text::invite_subject, "a\r\nBcc: b").c_str());
    STRCMP_EQUAL("lacks {org}", told(Text::invite_to_join, "Welcome").c_str());
    STRCMP_EQUAL("lacks {clock}", told(Text::date_form, "{day} {month} {year}").c_str());
    STRCMP_EQUAL("can't have {org}", told(Text::invite_subject, "Welcome to {org}").c_str());
    STRCMP_EQUAL("can't have {service}", told(Text::service_name, "{service}").c_str());
    for (const char* odd : {"{", "}", "{}", "a } b", "{service"})
        STRCMP_CONTAINS("can't have ", told(Text::invite_subject, odd).c_str());
    STRCMP_EQUAL("must be twelve words with blanks between", told(Text::date_months, "1 2 3").c_str());
}
