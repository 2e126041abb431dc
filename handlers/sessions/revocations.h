// The sessions that ended while an access token of theirs may still live, kept in every worker, so that a
// token can be judged without asking the database. Fed by a Follower (handlers/follow.h); safe for threads.
//
// It never says good on old knowledge: what was not confirmed within the bound, and what it cannot know, it
// is unsure of, and then the database must be asked (docs/decisions/revocation.md).
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <shared_mutex>

#include "handlers/sessions/expiring_set.h"
#include "handlers/sessions/news.h"
#include "handlers/tokens/signed_token.h"

namespace sessions {

enum class Verdict { good, revoked, unsure };

class Revocations {
public:
    using Clock = std::chrono::steady_clock;

    // access_seconds: how long an access token lives. bound: how old its knowledge may be.
    Revocations(std::int64_t access_seconds, std::chrono::seconds bound);

    // What to make of a token that is good by itself; now: for tests.
    Verdict judge(const tokens::Claims& claims, Clock::time_point now = Clock::now()) const;
    bool is_fresh(Clock::time_point now = Clock::now()) const;

    void take(const News& news, std::int64_t now);   // now: seconds since 1970
    // Everything that had been committed at that moment was taken.
    void confirm(Clock::time_point moment);
    void drop_expired(std::int64_t now);

    std::size_t size() const;
    std::int64_t max_age() const { return kept_seconds_; }   // seconds: older news matter to no token

private:
    struct Part {
        mutable std::shared_mutex mutex;
        ExpiringSet ended;
        ExpiringSet left;   // of members and organisations
    };
    static constexpr std::size_t parts = 256;   // grown one at a time, so that memory has no peaks
    const Part& part_of(const tokens::Uuid& id) const { return parts_[id.high >> 56]; }

    const std::int64_t kept_seconds_;
    const std::chrono::seconds bound_;
    std::array<Part, parts> parts_;
    std::atomic<Clock::rep> confirmed_;
};

}   // namespace sessions
