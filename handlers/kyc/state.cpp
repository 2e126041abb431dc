#include "handlers/kyc/state.h"

#include <algorithm>
#include <array>

namespace kyc {

namespace {

constexpr std::array<std::string_view, 5> names{"none", "pending", "approved", "rejected", "expired"};

constexpr bool allowed[5][5] = {
    // to none, pending, approved, rejected, expired
    {true, true, true, true, false},   // none
    {true, true, true, true, true},    // pending
    {false, true, true, true, true},   // approved
    {true, true, true, true, false},   // rejected
    {true, true, true, true, true},    // expired
};

bool has_tier(Status status)
{
    return status == Status::pending || status == Status::approved;
}

}   // namespace

std::string_view name(Status status)
{
    return names.at(std::size_t(status));
}

std::optional<Status> status_named(std::string_view name)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return Status(found - names.begin());
}

bool may_become(Status from, Status to)
{
    return allowed[std::size_t(from)][std::size_t(to)];
}

Standing replay(const std::vector<Step>& steps)
{
    Standing standing;
    for (const Step& step : steps) {
        if (!may_become(standing.status, step.status)) continue;
        standing.status = step.status;
        standing.since = step.time;
        if (!has_tier(step.status))
            standing.tier.reset();
        else if (step.tier)
            standing.tier = step.tier;
    }
    return standing;
}

}   // namespace kyc
