// What we were told of issuers, kept for a while by this process and shared by its threads. Asks nobody, so
// no thread ever waits here for a provider.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "handlers/oauth/issuer.h"

namespace oauth {

using Keys = std::vector<SigningKey>;

class IssuerCache {
public:
    static constexpr std::int64_t lifetime = 3600;   // seconds
    static constexpr std::int64_t pause = 60;        // seconds between two looks for an unknown key

    // Null when it is not known, or was learnt too long ago. now: seconds since 1970.
    std::shared_ptr<const Issuer> issuer(const std::string& provider, std::int64_t now) const;
    std::shared_ptr<const Keys> keys(const std::string& provider, std::int64_t now) const;
    std::shared_ptr<const Issuer> keep(const std::string& provider, Issuer issuer, std::int64_t now);
    std::shared_ptr<const Keys> keep(const std::string& provider, Keys keys, std::int64_t now);

    // Whether the keys may be asked for again because one is missing: once in a pause, and the asking counts.
    bool may_look_again(const std::string& provider, std::int64_t now);

private:
    struct Entry {
        std::shared_ptr<const Issuer> issuer = {};
        std::int64_t issuer_at = 0;
        std::shared_ptr<const Keys> keys = {};
        std::int64_t keys_at = 0;
        std::int64_t looked_at = 0;
    };

    mutable std::mutex mutex_;
    std::map<std::string, Entry> entries_;   // no more than there are providers
};

}   // namespace oauth
