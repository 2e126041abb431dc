#include "handlers/outbox/draft.h"

#include <algorithm>

namespace outbox {

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string head(Language language, std::string_view subject)
{
    return "<!DOCTYPE html>\n<html lang=\"" + std::string{tag(language)} + "\" dir=\"" +
           (is_right_to_left(language) ? "rtl" : "ltr") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n"
           "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>" +
           escaped(subject) +
           "</title>\n</head>\n"
           "<body style=\"max-width:36em;margin:0 "
           "auto;padding:1em;font-family:sans-serif;line-height:1.5\">\n";
}

// First strong isolate and its end; in one literal, since one alone misleads who reads it.
constexpr std::string_view isolate = "\u2068\u2069";

// What is written from left to right stays so among Arabic, and what is around it keeps its place.
Values isolated(Values values, std::string_view before, std::string_view behind)
{
    for (auto& [name, value] : values) value.insert(0, before).append(behind);
    return values;
}

}   // namespace

std::string filled(std::string_view words, const Values& values)
{
    std::string out;
    while (!words.empty()) {
        const std::size_t open = std::min(words.find('{'), words.size());
        const std::size_t end = words.find('}', open);
        out += words.substr(0, open);
        if (end == words.npos) return out.append(words.substr(open));
        const std::string_view name = words.substr(open + 1, end - open - 1);
        const auto found = std::ranges::find(values, name, &Values::value_type::first);
        out += found == values.end() ? words.substr(open, end - open + 1) : std::string_view{found->second};
        words.remove_prefix(end + 1);
    }
    return out;
}

Draft::Draft(const Paper& paper, Text subject) : paper_{paper}, service_{words(Text::service_name)}
{
    letter_.language = paper.language;
    letter_.subject = filled(words(subject), {{"service", service_}});
    letter_.html = head(paper.language, letter_.subject);
}

void Draft::add(std::string_view plain, std::string_view html)
{
    if (!letter_.text.empty()) letter_.text += "\n";
    letter_.text.append(plain).append("\n");
    letter_.html.append("<p>").append(html).append("</p>\n");
}

void Draft::say(Text text, Values values)
{
    values.emplace_back("service", service_);
    Values marked = values;
    for (auto& [name, value] : marked) value = escaped(value);
    const bool isolates = is_right_to_left(paper_.language);
    add(filled(words(text), isolates ? isolated(values, isolate.substr(0, 3), isolate.substr(3)) : values),
        filled(escaped(words(text)), isolated(std::move(marked), "<bdi>", "</bdi>")));
}

void Draft::link(std::string_view path)
{
    const std::string address = std::string{paper_.frontend} + std::string{path};
    const std::string html = escaped(address);
    add(address,
        "<bdi dir=\"ltr\" style=\"overflow-wrap:anywhere\"><a href=\"" + html + "\">" + html + "</a></bdi>");
}

void Draft::code(std::string_view code)
{
    add(code,
        "<bdi dir=\"ltr\" style=\"font-size:1.5em;letter-spacing:.2em\">\n" + escaped(code) + "\n</bdi>");
}

Letter Draft::done()
{
    say(Text::letter_foot);
    letter_.html += "</body>\n</html>\n";
    return std::move(letter_);
}

}   // namespace outbox
