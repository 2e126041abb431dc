// Taking the words of a sentence apart.
#include <algorithm>
#include <utility>

#include "handlers/administer.h"

namespace administration {

bool Words::take_flag(std::string_view name)
{
    return std::erase(rest_, name) > 0;
}

std::string Words::take_option(std::string_view name, std::string fallback)
{
    const auto at = std::ranges::find(rest_, name);
    if (at == rest_.end()) return fallback;
    if (at + 1 == rest_.end() || (at + 1)->empty()) throw Misuse{std::string{name} + " needs a value"};
    std::string value = std::move(*(at + 1));
    rest_.erase(at, at + 2);
    return value;
}

std::string Words::take_next()
{
    const auto at =
        std::ranges::find_if(rest_, [](const std::string& word) { return !word.starts_with("--"); });
    if (at == rest_.end()) throw Misuse{"something is missing"};
    std::string value = std::move(*at);
    rest_.erase(at);
    return value;
}

std::string Words::take_next(std::string fallback)
{
    const auto is_word = [](const std::string& word) { return !word.starts_with("--"); };
    return std::ranges::any_of(rest_, is_word) ? take_next() : std::move(fallback);
}

void Words::end() const
{
    if (!rest_.empty()) throw Misuse{"what is \"" + rest_.front() + "\" for?"};
}

}   // namespace administration
