// The words letters are written with: those compiled in, and those of the sysadmin in their place, read once
// from the files in LATCHKEY_MAIL_WORDS_DIR. de.json is for letters in German, any.json for those in any
// language:
//     {"service.name": "Acme", "verify_email.subject": "Welcome to {service}"}
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/outbox/catalogue.h"

namespace sys {
class Config;
}

namespace outbox {

class Words {
public:
    std::string_view of(Text text, Language language) const;
    // In place of what is compiled in. Without a flaw, or Failure is thrown.
    void put(Text text, Language language, std::string words);

private:
    std::map<std::pair<Text, Language>, std::string> own_;
};

struct ReadWords {
    Words words;
    std::vector<std::string> problems;   // each names its file; empty: all were good
};

// Without a service.name of the sysadmin's, letters say the name in MAIL_FROM, if there is one.
ReadWords read_words(const sys::Config& config);

}   // namespace outbox
