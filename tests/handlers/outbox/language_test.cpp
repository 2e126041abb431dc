#include "handlers/outbox/language.h"

#include <string>

#include <CppUTest/TestHarness.h>

using outbox::Language;

TEST_GROUP(language){static void likes(const char* expected, const std::string& header){
    const auto found = outbox::preferred_language(header);
STRCMP_EQUAL_TEXT(expected, found ? std::string{tag(*found)}.c_str() : "none", header.c_str());
}
static void chooses(const char* expected, const char* locale, const char* asked)
{
    STRCMP_EQUAL(expected, std::string{tag(outbox::chosen_language(locale, asked))}.c_str());
}
}
;

TEST(language, is_known_by_the_first_part_of_a_tag)
{
    for (const char* german : {"de", "de-AT", "DE", "De_ch", "de-Latn-DE-1996", "de-"})
        CHECK(outbox::language_of(german) == Language::de);
    CHECK(outbox::language_of("zh-Hant-TW") == Language::zh);
    for (const char* unknown :
         {"", "-", "d", "den", "deu", "german", " de", "it", "-de", "../de", "\xff\xfe"})
        CHECK_FALSE_TEXT(outbox::language_of(unknown).has_value(), unknown);
}

TEST(language, is_the_one_the_header_likes_best)
{
    likes("de", "de");
    likes("de", "de-AT,de;q=0.9,en;q=0.8");
    likes("fr", "en;q=0.5, fr;q=0.900 , de;q=0.7");
    likes("es", "es;q=0.7,ar;q=0.7");
    likes("zh", "it,pt;q=0.9,zh-CN;q=0.1");
    likes("ar", "\tar\t;\tq=1.000");
}

TEST(language, is_none_where_the_header_names_none_of_ours)
{
    for (const char* header :
         {"", "*", "it, pt", "de;q=0", "de;q=0.000", ",,;,", ";q=1", "de;q=", "de;q=2", "de;q=1.5", "de;q=-1",
          "de;q=0.1234", "de;q=nan", "de;level=1", "de q=1", "en\"de"})
        likes("none", header);
    likes("none", std::string(100'000, ','));
    likes("none", std::string(100'000, ';'));
    likes("fr", std::string(1000, ',') + "de;q=\xff,fr;q=0.1");
}

TEST(language, is_that_of_the_account_before_that_of_the_request_before_english)
{
    chooses("de", "de-AT", "fr");
    chooses("fr", "", "fr");
    chooses("fr", "tlh", "fr");
    chooses("fr", "de\"><script>x", "fr");
    chooses("en", "", "");
    chooses("en", "xx", "xx");
}
