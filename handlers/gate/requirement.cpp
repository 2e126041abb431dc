#include "handlers/gate/requirement.h"

#include <strings.h>

#include <algorithm>

#include "fcgi/http/fields.h"

namespace gate {

namespace {

bool same_word(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_member(const Person& person, std::string_view named)
{
    const auto name = http::percent_decoded(named, false);
    if (!name) return false;
    return std::ranges::any_of(person.memberships, [&](const Person::Membership& membership) {
        return same_word(membership.name, *name) || same_word(membership.org, *name);
    });
}

Judgement judge_word(std::string_view word, const Person& person)
{
    const auto met = [](bool holds) { return holds ? Judgement::met : Judgement::unmet; };
    if (word == "verified") return met(person.verified);
    if (word == "kyc") return met(person.kyc == "approved");
    if (word.starts_with("org:")) return met(is_member(person, word.substr(4)));
    if (word.starts_with("role:"))
        return met(std::ranges::find(person.roles, word.substr(5)) != person.roles.end());
    return Judgement::unknown;
}

}   // namespace

Judgement judge(std::string_view requirement, const Person& person)
{
    Judgement verdict = Judgement::met;
    while (!requirement.empty()) {
        const auto word = requirement.substr(0, requirement.find(' '));
        requirement.remove_prefix(std::min(word.size() + 1, requirement.size()));
        if (word.empty()) continue;
        const auto judged = judge_word(word, person);
        if (judged == Judgement::unknown) return judged;
        if (judged == Judgement::unmet) verdict = judged;
    }
    return verdict;
}

std::string groups(const Person& person)
{
    std::string text;
    const auto add = [&text](std::string_view kind, std::string_view name) {
        if (!text.empty()) text += ',';
        (text += kind) += http::percent_encoded(name);
    };
    for (const std::string& role : person.roles) add("role:", role);
    for (const auto& membership : person.memberships) add("org:", membership.name);
    return text;
}

}   // namespace gate
