#include "handlers/outbox/words.h"

#include <filesystem>
#include <fstream>

#include "fcgi/sys/config.h"
#include "fcgi/sys/failure.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using outbox::Language;
using outbox::Text;

TEST_GROUP(letter_words)
{
    test::House house;
    const std::string directory = house.directory() + "/words";

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream{directory + "/" + name} << text;
    }
    outbox::ReadWords read() const
    {
        return outbox::read_words(house.config());
    }
    std::string said(Text text, Language language) const
    {
        const auto [words, problems] = read();
        if (!problems.empty()) return problems.front();
        return std::string{words.of(text, language)};
    }
    // Wrong in just this one way.
    void refused(const std::string& text, const std::string& why, const std::string& name = "de.json") const
    {
        write(name, text);
        const auto problems = read().problems;
        std::filesystem::remove(directory + "/" + name);
        LONGS_EQUAL_TEXT(1, problems.size(), text.c_str());
        STRCMP_EQUAL((directory + "/" + name + ": " + why).c_str(), problems[0].c_str());
    }
};

TEST(letter_words, are_those_of_the_catalogue_where_no_file_says_otherwise)
{
    STRCMP_EQUAL("Setzen Sie Ihr Passwort zurück", said(Text::reset_password_subject, Language::de).c_str());
    write("README", "not JSON");
    write("de.json~", "not JSON");
    STRCMP_EQUAL("Reset your password", said(Text::reset_password_subject, Language::en).c_str());
}

TEST(letter_words, are_those_of_a_file_for_its_language_alone)
{
    write("de.json", R"({"reset_password.subject": "Neues Passwort für {service}"})");
    STRCMP_EQUAL("Neues Passwort für {service}", said(Text::reset_password_subject, Language::de).c_str());
    STRCMP_EQUAL("Setzen Sie Ihr Passwort zurück",
                 std::string{outbox::german[std::size_t(Text::reset_password_subject)]}.c_str());
    STRCMP_EQUAL("Reset your password", said(Text::reset_password_subject, Language::en).c_str());
    STRCMP_EQUAL("Sie sind eingeladen", said(Text::invite_subject, Language::de).c_str());
}

TEST(letter_words, of_the_file_for_any_language_give_way_to_those_for_one)
{
    write("any.json", R"({"service.name": "Acme"})");
    write("ar.json", R"({"service.name": "أكمي"})");
    STRCMP_EQUAL("أكمي", said(Text::service_name, Language::ar).c_str());
    STRCMP_EQUAL("Acme", said(Text::service_name, Language::zh).c_str());
}

TEST(letter_words, name_the_service_as_the_sender_is_named)
{
    const test::House named{{{"MAIL_FROM", "Acme & Söhne <noreply@example.com>"}}};
    const test::House bare{{{"MAIL_FROM", "noreply@example.com"}}};
    const test::House odd{{{"MAIL_FROM", "{service} <noreply@example.com>"}}};
    const auto name = [](const test::House& of) {
        return std::string{outbox::read_words(of.config()).words.of(Text::service_name, Language::fr)};
    };
    STRCMP_EQUAL("Acme & Söhne", name(named).c_str());
    STRCMP_EQUAL("Latchkey", name(bare).c_str());
    STRCMP_EQUAL("Latchkey", name(odd).c_str());
}

TEST(letter_words, of_a_broken_file_are_refused_and_the_file_is_named)
{
    refused("{", "Expecting property name enclosed in double quotes at character 1");
    refused("[]", "is no JSON object");
    refused(R"({"reset_password.subjekt": "x"})", "there is no text reset_password.subjekt");
    refused(R"({"reset_password.subject": 1})", "reset_password.subject is no string");
    refused(R"({"reset_password.subject": ""})", "reset_password.subject is empty");
    refused(R"({"reset_password.subject": "a\r\nBcc: eve@example.org"})",
            "reset_password.subject has a control character");
    refused(R"({"new_device.time": "Zeit"})", "new_device.time lacks {time}");
    refused(R"({"letter.foot": "{org}"})", "letter.foot can't have {org}");
    refused("{}", "no letter is in that language", "tlh.json");
}

TEST(letter_words, tell_every_problem_at_once)
{
    write("de.json", R"({"a": "x", "b": "x"})");
    write("fr.json", "");
    LONGS_EQUAL(3, read().problems.size());
}

TEST(letter_words, need_no_directory_but_one_that_was_named)
{
    std::filesystem::remove_all(directory);
    const auto problems = read().problems;
    LONGS_EQUAL(1, problems.size());
    STRCMP_EQUAL(("LATCHKEY_MAIL_WORDS_DIR: " + directory + ": No such file or directory").c_str(),
                 problems[0].c_str());
}

TEST(letter_words, with_a_flaw_are_never_put_in_place)
{
    outbox::Words words;
    CHECK_THROWS(sys::Failure, words.put(Text::invite_subject, Language::en, ""));
}
