// The door for the sysadmin: `latchkey SUBJECT VERB ...`, one row a sentence. What a sentence needs (nothing,
// the configuration, the database) stands in its row.
#pragma once
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"

namespace administration {

// pending: nothing is wrong, but something waits to be done.
enum Exit { done = 0, refused = 1, misused = 2, pending = 3 };

// What the program gives a sentence to work with.
struct Desk {
    const sys::Config& config;
    const sys::Log& log;
    bool json;   // --json
    std::ostream& out;
    std::ostream& err;
    std::function<std::string(std::string_view prompt)> password;   // from the terminal or standard input
};

// The words after SUBJECT VERB: options (--name value, or --flag) taken out, the rest in order.
class Words {
public:
    explicit Words(std::vector<std::string> rest) : rest_{std::move(rest)} {}
    bool take_flag(std::string_view name);
    std::string take_option(std::string_view name, std::string fallback = {});
    std::string take_next();   // the next word that is no option; throws Misuse when there is none
    std::string take_next(std::string fallback);   // the same, or the fallback
    void end() const;                              // throws Misuse when words are left over

private:
    std::vector<std::string> rest_;
};

// Wrong words; the program prints the usage and exits with misused.
struct Misuse {
    std::string what;
};

struct Sentence {
    std::string_view subject;
    std::string_view verb;    // empty: the subject stands alone
    std::string_view usage;   // the words that follow
    bool needs_config;
    Exit (*run)(const Desk&, Words);
    std::string_view about;
};

std::span<const Sentence> sentences();

// The sentence and how many words name it; null when there is none.
const Sentence* find_sentence(const std::vector<std::string>& words);

// Runs it. Never throws: broken machinery is told on err and is `refused`.
Exit administer(const Sentence& sentence, const Desk& desk, std::vector<std::string> rest);

}   // namespace administration
