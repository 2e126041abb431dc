#include "fcgi/net/dns.h"

#include "tests/fcgi/net/name_server.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using net::TextRecords;

TEST_GROUP(dns)
{
    net_test::NameServer server;

    TextRecords asked(const std::string& name)
    {
        return net::text_records(name, 1s, server.address());
    }
};

TEST(dns, finds_every_text_of_a_name)
{
    server.say("example.org", {"v=spf1 -all", "another"});
    const auto records = asked("example.org");
    LONGS_EQUAL(TextRecords::found, records.outcome);
    LONGS_EQUAL(2, records.texts.size());
    STRCMP_EQUAL("v=spf1 -all", records.texts[0].c_str());
    STRCMP_EQUAL("another", records.texts[1].c_str());
}

TEST(dns, joins_the_pieces_of_a_long_text)
{
    const std::string text = std::string(255, 'a') + std::string(100, 'b');
    server.say("long.example.org", {text});
    STRCMP_EQUAL(text.c_str(), asked("long.example.org").texts.at(0).c_str());
}

TEST(dns, tells_a_name_without_texts_from_one_that_is_not_there)
{
    server.say("empty.example.org", {});
    LONGS_EQUAL(TextRecords::empty, asked("empty.example.org").outcome);
    LONGS_EQUAL(TextRecords::no_name, asked("none.example.org").outcome);
}

TEST(dns, takes_no_answer_for_a_word)
{
    server.fail();
    LONGS_EQUAL(TextRecords::silent, asked("example.org").outcome);
    sockaddr_in nobody = server.address();
    nobody.sin_port = htons(1);
    LONGS_EQUAL(TextRecords::silent, net::text_records("example.org", 1s, nobody).outcome);
}
