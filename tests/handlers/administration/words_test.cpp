#include <set>
#include <string>
#include <utility>

#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using administration::Misuse;
using administration::Words;
using test::administer;

TEST_GROUP(words)
{
    test::House house;

    void misused(const std::string& line, const char* why, const char* usage)
    {
        const auto said = administer(house, line);
        LONGS_EQUAL(2, said.exit);
        STRCMP_EQUAL("", said.out.c_str());
        STRCMP_EQUAL(("latchkey: " + std::string{why} + "\nusage: latchkey " + usage + "\n").c_str(),
                     said.err.c_str());
    }
};

TEST(words, are_taken_in_any_order)
{
    Words words{{"--name", "Ann Lee", "ann@example.com", "--verified"}};
    CHECK_TRUE(words.take_flag("--verified"));
    CHECK_FALSE(words.take_flag("--verified"));
    STRCMP_EQUAL("Ann Lee", words.take_option("--name").c_str());
    STRCMP_EQUAL("ann@example.com", words.take_next().c_str());
    words.end();
}

TEST(words, fall_back_when_an_option_did_not_come)
{
    Words words{{}};
    STRCMP_EQUAL("250", words.take_option("--target", "250").c_str());
    STRCMP_EQUAL("", words.take_option("--name").c_str());
}

TEST(words, must_not_be_missing_nor_left_over)
{
    Words none{{}};
    CHECK_THROWS(Misuse, none.take_next());
    Words option{{"--name"}};
    CHECK_THROWS(Misuse, option.take_option("--name"));
    CHECK_THROWS(Misuse, option.take_next());
    CHECK_THROWS(Misuse, option.end());
}

TEST(words, that_are_wrong_are_told_with_the_usage)
{
    misused("user show", "something is missing", "user show EMAIL|ID");
    misused("user show a@example.com b@example.com", "what is \"b@example.com\" for?", "user show EMAIL|ID");
    misused("user disable a@example.com --force", "what is \"--force\" for?", "user disable EMAIL|ID");
    misused("user create a@example.com --name", "--name needs a value",
            "user create EMAIL [--name NAME] [--verified]");
    misused("user list extra", "what is \"extra\" for?", "user list [--after EMAIL] [--all]");
    misused("hash bench --target soon", "--target is a number of milliseconds",
            "hash bench [--target MILLISECONDS]");
}

TEST(words, find_the_sentence_they_begin)
{
    const auto found = [](std::vector<std::string> words) {
        const auto* sentence = administration::find_sentence(words);
        return sentence ? std::string{sentence->subject} + " " + std::string{sentence->verb} : "none";
    };
    STRCMP_EQUAL("user show", found({"user", "show", "ann@example.com"}).c_str());
    STRCMP_EQUAL("migrate ", found({"migrate"}).c_str());
    for (const auto& words : std::vector<std::vector<std::string>>{
             {}, {"user"}, {"user", "fly"}, {"show", "user"}, {"USER", "show"}, {""}})
        STRCMP_EQUAL("none", found(words).c_str());
}

TEST(words, name_each_sentence_once_and_say_what_it_does)
{
    std::set<std::pair<std::string_view, std::string_view>> names;
    for (const auto& sentence : administration::sentences()) {
        names.emplace(sentence.subject, sentence.verb);
        CHECK(!sentence.about.empty());
        CHECK(sentence.run != nullptr);
    }
    LONGS_EQUAL(administration::sentences().size(), names.size());
}

TEST(words, meet_broken_machinery_with_one_line)
{
    test::House away{{{"DATABASE", "postgresql://nobody:secret@/nowhere?host=/nonexistent"}}};
    const auto said = administer(away, "user show ann@example.com");
    LONGS_EQUAL(1, said.exit);
    STRCMP_CONTAINS("latchkey: ", said.err.c_str());
    CHECK(said.err.find("secret") == std::string::npos);
}
