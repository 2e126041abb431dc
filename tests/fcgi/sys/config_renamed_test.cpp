// Keys that were called something else before.
#include <string>
#include <vector>

#include "fcgi/sys/config.h"

#include <CppUTest/TestHarness.h>

using sys::Key;

static std::string about_it(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        if (line.contains("MAIL_WORDS")) text += line + '\n';
    return text;
}

TEST_GROUP(config_renamed){};

TEST(config_renamed, are_taken_by_their_former_names_with_a_warning)
{
    const auto loaded = sys::Config::load("", {{"LATCHKEY_MAIL_WORDS", "/srv/words"}});
    STRCMP_EQUAL("/srv/words", loaded.config.text(Key::mail_words_dir).c_str());
    STRCMP_EQUAL("", about_it(loaded.problems).c_str());
    STRCMP_EQUAL("environment: LATCHKEY_MAIL_WORDS: is called LATCHKEY_MAIL_WORDS_DIR now\n",
                 about_it(loaded.warnings).c_str());
}

TEST(config_renamed, are_taken_by_their_names_of_today_without_one)
{
    const auto loaded = sys::Config::load("", {{"LATCHKEY_MAIL_WORDS_DIR", "/srv/words"}});
    STRCMP_EQUAL("/srv/words", loaded.config.text(Key::mail_words_dir).c_str());
    STRCMP_EQUAL("", about_it(loaded.warnings).c_str());
}

TEST(config_renamed, count_as_the_same_key_by_either_name)
{
    const auto loaded = sys::Config::load(
        "", {{"LATCHKEY_MAIL_WORDS", "/srv/words"}, {"LATCHKEY_MAIL_WORDS_DIR", "/srv/other"}});
    STRCMP_EQUAL(
        "environment: LATCHKEY_MAIL_WORDS_DIR: given twice, first as LATCHKEY_MAIL_WORDS at environment\n",
        about_it(loaded.problems).c_str());
}

TEST(config_renamed, are_called_as_of_today_in_what_is_printed)
{
    const auto reference = sys::configuration_reference();
    STRCMP_CONTAINS("| `LATCHKEY_MAIL_WORDS_DIR` |", reference.c_str());
    STRCMP_CONTAINS("Formerly LATCHKEY\\_MAIL\\_WORDS. |", reference.c_str());
    STRCMP_CONTAINS("#LATCHKEY_MAIL_WORDS_DIR=", sys::example_env_file().c_str());
}
