#include "fcgi/http/progress.h"

#include <ctime>
#include <optional>

namespace http {

namespace {

// False when the time was over, or the wait broken off, first.
bool came(const sigset_t& signals, std::optional<std::chrono::milliseconds> within)
{
    if (!within) return ::sigwaitinfo(&signals, nullptr) > 0;
    const auto count = within->count();
    const timespec limit{count / 1000, count % 1000 * 1'000'000};
    return ::sigtimedwait(&signals, nullptr, &limit) > 0;
}

}   // namespace

void Progress::here() noexcept
{
    if (question_.take()) ++steps_;
}

void Progress::tell_until(const sigset_t& signals, const sys::Notify& notify) noexcept
{
    std::uint64_t told = steps_;
    if (notify.pulse()) question_.tell();
    while (!came(signals, notify.pulse())) {
        const std::uint64_t now = steps_;
        if (now != told) notify.alive();
        told = now;
        question_.tell();
    }
}

}   // namespace http
