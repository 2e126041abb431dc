// Whom this process has met, kept until the news say that something about them changed. For several threads.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "handlers/gate/person.h"

namespace gate {

class People {
public:
    explicit People(std::size_t most = 64 * 1024) : most_in_part_{most / parts} {}

    // Nothing when they must be asked for. account: an id.
    std::shared_ptr<const Person> find(const std::string& account) const;

    // Taken before the database is asked: keep() drops the answer if news of somebody came in between, so
    // that it may be old already.
    std::uint64_t mark(const std::string& account) const;
    std::shared_ptr<const Person> keep(Person person, std::uint64_t mark);

    void forget(const std::string& account);
    void forget_all();

private:
    struct Part {
        mutable std::shared_mutex mutex;
        std::unordered_map<std::string, std::shared_ptr<const Person>> people;
        std::uint64_t changes = 0;
    };
    static constexpr std::size_t parts = 64;
    const Part& part_of(const std::string& account) const
    {
        return parts_[std::hash<std::string>{}(account) % parts];
    }
    Part& part_of(const std::string& account) { return parts_[std::hash<std::string>{}(account) % parts]; }

    const std::size_t most_in_part_;
    std::array<Part, parts> parts_;
};

}   // namespace gate
