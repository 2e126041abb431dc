#include "handlers/outbox/language.h"

#include <strings.h>

#include <algorithm>

namespace outbox {

namespace {

// What stands before the mark; text goes on behind it.
std::string_view cut(std::string_view& text, char mark)
{
    const std::size_t end = std::min(text.find(mark), text.size());
    const std::string_view before = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return before;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// In thousandths; 0 for what is no weight.
int weight(std::string_view parameter)
{
    if (parameter.empty()) return 1000;
    if (parameter.size() < 3 || parameter.size() > 7 || !parameter.starts_with("q=")) return 0;
    const std::string_view value = parameter.substr(2);
    if (value[0] != '0' && value[0] != '1') return 0;
    int thousandths = (value[0] - '0') * 1000;
    int place = 100;
    for (std::size_t i = 1; i < value.size(); ++i) {
        if (i == 1 ? value[i] != '.' : value[i] < '0' || value[i] > '9') return 0;
        if (i == 1) continue;
        thousandths += (value[i] - '0') * place;
        place /= 10;
    }
    return thousandths > 1000 ? 0 : thousandths;
}

}   // namespace

std::string_view tag(Language language)
{
    switch (language) {
    case Language::en: break;
    case Language::de: return "de";
    case Language::fr: return "fr";
    case Language::es: return "es";
    case Language::zh: return "zh";
    case Language::ar: return "ar";
    }
    return "en";
}

bool is_right_to_left(Language language)
{
    return language == Language::ar;
}

std::optional<Language> language_of(std::string_view text)
{
    const std::string_view first = text.substr(0, text.find_first_of("-_"));
    for (const Language language : languages)
        if (first.size() == 2 && strncasecmp(first.data(), tag(language).data(), 2) == 0) return language;
    return std::nullopt;
}

std::optional<Language> preferred_language(std::string_view accept_language)
{
    std::optional<Language> best;
    int best_weight = 0;
    while (!accept_language.empty()) {
        std::string_view entry = cut(accept_language, ',');
        const auto language = language_of(trimmed(cut(entry, ';')));
        const int liked = language ? weight(trimmed(entry)) : 0;
        if (liked <= best_weight) continue;
        best = language;
        best_weight = liked;
    }
    return best;
}

Language chosen_language(std::string_view locale, std::string_view asked)
{
    if (const auto language = language_of(locale)) return *language;
    return language_of(asked).value_or(Language::en);
}

}   // namespace outbox
