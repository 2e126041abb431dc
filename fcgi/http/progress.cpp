#include "fcgi/http/progress.h"

#include <algorithm>
#include <ctime>
#include <optional>

namespace http {

namespace {

// 0 when the time was over, or the wait broken off, first.
int next(const sigset_t& signals, std::optional<std::chrono::milliseconds> within)
{
    if (!within) return std::max(0, ::sigwaitinfo(&signals, nullptr));
    const auto count = within->count();
    const timespec limit{count / 1000, count % 1000 * 1'000'000};
    return std::max(0, ::sigtimedwait(&signals, nullptr, &limit));
}

}   // namespace

void Progress::here() noexcept
{
    if (question_.take()) ++steps_;
}

int Progress::tell_until(const sigset_t& signals, const sys::Notify& notify) noexcept
{
    std::uint64_t told = steps_;
    if (notify.pulse()) question_.tell();
    for (;;) {
        if (const int number = next(signals, notify.pulse())) return number;
        const std::uint64_t now = steps_;
        if (now != told) notify.alive();
        told = now;
        question_.tell();
    }
}

}   // namespace http
