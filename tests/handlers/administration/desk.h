// Sits down at the sysadmin's desk: runs a sentence against the database of a house and keeps what it
// printed.
#pragma once
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/administer.h"
#include "tests/handlers/house.h"

namespace test {

struct Said {
    int exit;
    std::string out;
    std::string err;
};

// line: "user create ann@example.com --verified", words separated by one space. typed: the password.
inline Said administer(House& house, const std::string& line, bool json = false,
                       const std::string& typed = good_password)
{
    std::vector<std::string> words;
    std::istringstream stream{line};
    for (std::string word; std::getline(stream, word, ' ');) words.push_back(word);
    const auto* sentence = administration::find_sentence(words);
    if (!sentence) return {administration::misused, {}, "no such sentence"};
    words.erase(words.begin(), words.begin() + (sentence->verb.empty() ? 1 : 2));

    std::ostringstream out;
    std::ostringstream err;
    const auto password = [&](std::string_view) { return typed; };
    const administration::Desk desk{house.config(), house.service().log, json, out, err, password};
    const int exit = administration::administer(*sentence, desk, words);
    return {exit, out.str(), err.str()};
}

}   // namespace test
