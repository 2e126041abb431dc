// A letter being written: each paragraph goes into the plain part and into the HTML part at once, so that
// both say the same. HTML knows no picture, no script, no colour and nothing from elsewhere: a reader's own
// colours, dark or light, stay.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/outbox/letter.h"

namespace outbox {

using Values = std::vector<std::pair<std::string_view, std::string>>;   // "org" for {org}

// The words with each {name} that has a value replaced by it, once: a value is never looked into.
std::string filled(std::string_view words, const Values& values);

class Draft {
public:
    Draft(const Paper& paper, Text subject);
    void say(Text text, Values values = {});
    void link(std::string_view path);   // alone on a line, the same in both parts
    void code(std::string_view code);   // alone on a line
    Letter done();

private:
    void add(std::string_view plain, std::string_view html);
    std::string_view words(Text text) const { return paper_.words.of(text, paper_.language); }

    const Paper& paper_;
    std::string service_;
    Letter letter_;
};

}   // namespace outbox
