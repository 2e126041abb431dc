#include "handlers/sessions/revocations.h"

#include <bit>
#include <mutex>

namespace sessions {

static constexpr std::int64_t clock_skew = 60;   // seconds that hosts of ours may differ

// A member of an organisation under one name. That another pair has the same only costs a question.
static tokens::Uuid pair_of(const tokens::Uuid& account, const tokens::Uuid& org)
{
    return {account.high, account.low ^ std::rotl(org.high, 17) ^ org.low};
}

Revocations::Revocations(std::int64_t access_seconds, std::chrono::seconds bound)
    : kept_seconds_{access_seconds + clock_skew}, bound_{bound},
      confirmed_{Clock::time_point::min().time_since_epoch().count()}
{}

bool Revocations::is_fresh(Clock::time_point now) const
{
    const auto confirmed = Clock::time_point{Clock::duration{confirmed_.load(std::memory_order_acquire)}};
    return now - bound_ <= confirmed;
}

Verdict Revocations::judge(const tokens::Claims& claims, Clock::time_point now) const
{
    const auto session = tokens::uuid(claims.session);
    const auto account = tokens::uuid(claims.subject);
    // One made when tokens lived longer outlives what is kept here.
    if (!session || !account || claims.expires_at - claims.issued_at > kept_seconds_) return Verdict::unsure;
    const bool fresh = is_fresh(now);
    {
        const Part& part = part_of(*session);
        const std::shared_lock lock{part.mutex};
        if (part.ended.contains(*session)) return Verdict::revoked;
    }
    if (!fresh) return Verdict::unsure;
    if (claims.org.empty()) return Verdict::good;
    const auto org = tokens::uuid(claims.org);
    if (!org) return Verdict::unsure;
    const Part& part = part_of(*account);
    const std::shared_lock lock{part.mutex};
    return part.left.contains(pair_of(*account, *org)) ? Verdict::unsure : Verdict::good;
}

void Revocations::take(const News& news, std::int64_t now)
{
    const auto until = std::uint32_t(news.at + kept_seconds_);
    const auto second = std::uint32_t(now);
    if (const auto session = tokens::uuid(news.session)) {
        auto& part = parts_[session->high >> 56];
        const std::unique_lock lock{part.mutex};
        part.ended.add(*session, until, second);
    }
    const auto account = tokens::uuid(news.account);
    const auto org = tokens::uuid(news.org);
    if (!account || !org) return;
    auto& part = parts_[account->high >> 56];
    const std::unique_lock lock{part.mutex};
    part.left.add(pair_of(*account, *org), until, second);
}

void Revocations::confirm(Clock::time_point moment)
{
    confirmed_.store(moment.time_since_epoch().count(), std::memory_order_release);
}

void Revocations::drop_expired(std::int64_t now)
{
    for (Part& part : parts_) {
        const std::unique_lock lock{part.mutex};
        part.ended.drop_expired(std::uint32_t(now));
        part.left.drop_expired(std::uint32_t(now));
    }
}

std::size_t Revocations::size() const
{
    std::size_t size = 0;
    for (const Part& part : parts_) {
        const std::shared_lock lock{part.mutex};
        size += part.ended.size();
    }
    return size;
}

}   // namespace sessions
