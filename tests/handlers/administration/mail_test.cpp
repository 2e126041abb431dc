#include <fstream>

#include "handlers/outbox/letter.h"
#include "tests/handlers/administration/desk.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(mail_preview)
{
    test::House house;

    std::string done(const std::string& sentence, bool json = false)
    {
        const auto said = administer(house, sentence, json);
        LONGS_EQUAL_TEXT(0, said.exit, said.err.c_str());
        return said.out;
    }
};

TEST(mail_preview, prints_every_letter_in_every_language)
{
    for (const auto& row : outbox::templates())
        for (const auto language : outbox::languages) {
            const std::string locale{tag(language)};
            const auto out = done("mail preview " + std::string{row.name} + " --locale " + locale);
            STRCMP_CONTAINS("From: Latchkey <noreply@example.com>\nTo: someone@example.com\nSubject: ",
                            out.c_str());
            STRCMP_CONTAINS(("\nContent-Language: " + locale + "\n").c_str(), out.c_str());
            STRCMP_CONTAINS("\n\n--=_preview\nContent-Type: text/plain; charset=utf-8\n", out.c_str());
            CHECK(out.ends_with("\n--=_preview--\n"));
            CHECK_FALSE(out.contains('\r'));
        }
}

TEST(mail_preview, prints_in_english_unless_told)
{
    const auto out = done("mail preview verify_email");
    STRCMP_CONTAINS("\nSubject: Confirm your e-mail address\n", out.c_str());
    STRCMP_CONTAINS("\nhttps://www.example.com/verify-email?token=made-up-token\n", out.c_str());
    STRCMP_CONTAINS("\n123456\n", out.c_str());
}

TEST(mail_preview, prints_the_words_of_the_sysadmin)
{
    std::ofstream{house.directory() + "/words/de.json"}
        << R"({"invite.subject": "Willkommen bei {service}"})";
    STRCMP_CONTAINS(R"({"language":"de","subject":"Willkommen bei Latchkey","text":"Sie sind eingeladen)",
                    done("mail preview invite --locale de-AT", true).c_str());
}

TEST(mail_preview, prints_nothing_from_a_broken_file_and_config_check_names_it_too)
{
    std::ofstream{house.directory() + "/words/de.json"} << "{";
    for (const char* sentence : {"mail preview invite", "config check"}) {
        const auto said = administer(house, sentence);
        LONGS_EQUAL(1, said.exit);
        STRCMP_EQUAL("", said.out.c_str());
        STRCMP_CONTAINS((house.directory() + "/words/de.json: ").c_str(), said.err.c_str());
    }
}

TEST(mail_preview, knows_which_letters_and_languages_there_are)
{
    const auto no_letter = administer(house, "mail preview greeting");
    LONGS_EQUAL(2, no_letter.exit);
    STRCMP_CONTAINS("there is no letter \"greeting\"; there are verify_email, ", no_letter.err.c_str());
    const auto no_language = administer(house, "mail preview invite --locale tlh");
    LONGS_EQUAL(2, no_language.exit);
    STRCMP_CONTAINS("no letter is in \"tlh\"; they are in en, de, fr, es, zh, ar", no_language.err.c_str());
    LONGS_EQUAL(2, administer(house, "mail preview").exit);
    LONGS_EQUAL(2, administer(house, "mail preview invite now").exit);
}
