#include "handlers/outbox/reference.h"

#include <string>

#include <CppUTest/TestHarness.h>

using outbox::reference_of;

TEST_GROUP(reference){};

TEST(reference, is_four_capitals_or_digits_that_make_no_word)
{
    for (const char* good : {"K7QP", "2222", "ZXWV"})
        STRCMP_EQUAL(good, std::string{reference_of(good)}.c_str());
}

// What anybody may send into anybody's letter.
TEST(reference, is_nothing_else_whatever_was_sent)
{
    for (const std::string& odd :
         {std::string{""}, std::string{"K7Q"}, std::string{"K7QPP"}, std::string{"FREE"}, std::string{"k7qp"},
          std::string{"K 7Q"}, std::string{"<b>K"}, std::string{"K7Q\0", 4}, std::string{"0000"},
          std::string{"123\n"}, std::string{"\xc3\x89\xc3\x89"}, std::string(100'000, 'K')})
        LONGS_EQUAL_TEXT(0, reference_of(odd).size(), odd.substr(0, 20).c_str());
}
