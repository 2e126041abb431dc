#include "handlers/gate/people.h"

namespace gate {

std::shared_ptr<const Person> People::find(const std::string& account) const
{
    const Part& part = part_of(account);
    const std::shared_lock lock{part.mutex};
    const auto found = part.people.find(account);
    return found == part.people.end() ? nullptr : found->second;
}

std::uint64_t People::mark(const std::string& account) const
{
    const Part& part = part_of(account);
    const std::shared_lock lock{part.mutex};
    return part.changes;
}

// A full part begins again: whoever comes is read anew, at the price of one question.
std::shared_ptr<const Person> People::keep(Person person, std::uint64_t mark)
{
    auto kept = std::make_shared<const Person>(std::move(person));
    Part& part = part_of(kept->account);
    const std::unique_lock lock{part.mutex};
    if (part.changes != mark) return kept;
    if (part.people.size() >= most_in_part_) part.people.clear();
    part.people[kept->account] = kept;
    return kept;
}

void People::forget(const std::string& account)
{
    Part& part = part_of(account);
    const std::unique_lock lock{part.mutex};
    ++part.changes;
    part.people.erase(account);
}

void People::forget_all()
{
    for (Part& part : parts_) {
        const std::unique_lock lock{part.mutex};
        ++part.changes;
        part.people.clear();
    }
}

}   // namespace gate
