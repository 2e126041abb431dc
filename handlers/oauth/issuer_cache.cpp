#include "handlers/oauth/issuer_cache.h"

namespace oauth {

// A clock that was set back must not keep things for ever.
static bool is_fresh(std::int64_t learnt, std::int64_t now)
{
    return learnt <= now && now - learnt < IssuerCache::lifetime;
}

std::shared_ptr<const Issuer> IssuerCache::issuer(const std::string& provider, std::int64_t now) const
{
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find(provider);
    return found != entries_.end() && is_fresh(found->second.issuer_at, now) ? found->second.issuer : nullptr;
}

std::shared_ptr<const Keys> IssuerCache::keys(const std::string& provider, std::int64_t now) const
{
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find(provider);
    return found != entries_.end() && is_fresh(found->second.keys_at, now) ? found->second.keys : nullptr;
}

std::shared_ptr<const Issuer> IssuerCache::keep(const std::string& provider, Issuer issuer, std::int64_t now)
{
    const std::lock_guard lock{mutex_};
    Entry& entry = entries_[provider];
    entry.issuer = std::make_shared<const Issuer>(std::move(issuer));
    entry.issuer_at = now;
    return entry.issuer;
}

std::shared_ptr<const Keys> IssuerCache::keep(const std::string& provider, Keys keys, std::int64_t now)
{
    const std::lock_guard lock{mutex_};
    Entry& entry = entries_[provider];
    entry.keys = std::make_shared<const Keys>(std::move(keys));
    entry.keys_at = now;
    return entry.keys;
}

bool IssuerCache::may_look_again(const std::string& provider, std::int64_t now)
{
    const std::lock_guard lock{mutex_};
    Entry& entry = entries_[provider];
    if (entry.looked_at <= now && now - entry.looked_at < pause) return false;
    entry.looked_at = now;
    return true;
}

}   // namespace oauth
