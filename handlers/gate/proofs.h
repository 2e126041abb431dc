// Basic credentials that were proven a moment ago, so that a client that sends them with every request costs
// one password hash, not one each. Only a keyed digest of them is kept, and it counts for as long as the
// person it proved is still the one this process knows: a change of password makes that end (people.h).
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "handlers/gate/person.h"

namespace gate {

class Proofs {
public:
    static constexpr std::int64_t good_for = 300;   // seconds

    explicit Proofs(std::string key) : key_{std::move(key)} {}   // key: 32 random bytes

    std::shared_ptr<const Person> find(std::string_view email, std::string_view password, std::int64_t now);
    void keep(std::string_view email, std::string_view password, const std::shared_ptr<const Person>& person,
              std::int64_t now);

private:
    struct Proof {
        std::weak_ptr<const Person> person;
        std::int64_t until;   // seconds since 1970
    };
    static constexpr std::size_t most = 4096;
    std::string digest(std::string_view email, std::string_view password) const;

    const std::string key_;
    std::mutex mutex_;
    std::unordered_map<std::string, Proof> proofs_;
};

}   // namespace gate
