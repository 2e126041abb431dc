#include "handlers/gate/people.h"

#include <CppUTest/TestHarness.h>

using gate::People;
using gate::Person;

TEST_GROUP(people)
{
    People people{64 * 4};

    static Person person(const std::string& account)
    {
        Person made;
        made.account = account;
        return made;
    }
};

TEST(people, are_found_once_they_were_kept)
{
    POINTERS_EQUAL(nullptr, people.find("ann").get());
    const auto kept = people.keep(person("ann"), people.mark("ann"));
    POINTERS_EQUAL(kept.get(), people.find("ann").get());
    POINTERS_EQUAL(nullptr, people.find("bob").get());
}

TEST(people, are_gone_after_news_of_them)
{
    people.keep(person("ann"), people.mark("ann"));
    people.forget("ann");
    POINTERS_EQUAL(nullptr, people.find("ann").get());
}

TEST(people, are_not_kept_as_they_were_before_news_that_came_while_they_were_read)
{
    const auto mark = people.mark("ann");
    people.forget("ann");
    const auto read = people.keep(person("ann"), mark);
    CHECK(read != nullptr);
    POINTERS_EQUAL(nullptr, people.find("ann").get());
}

TEST(people, are_all_gone_when_news_were_missed_and_none_read_meanwhile_stays)
{
    people.keep(person("ann"), people.mark("ann"));
    const auto mark = people.mark("bob");
    people.forget_all();
    people.keep(person("bob"), mark);
    POINTERS_EQUAL(nullptr, people.find("ann").get());
    POINTERS_EQUAL(nullptr, people.find("bob").get());
}

TEST(people, never_fill_more_than_their_room)
{
    int found = 0;
    for (int i = 0; i < 10000; ++i) people.keep(person(std::to_string(i)), people.mark(std::to_string(i)));
    for (int i = 0; i < 10000; ++i) found += people.find(std::to_string(i)) ? 1 : 0;
    CHECK(found > 0);
    CHECK(found <= 64 * 4);
}
