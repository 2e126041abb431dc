#include "fcgi/sys/signals.h"

#include <algorithm>
#include <ctime>

namespace sys {

sigset_t signal_set(std::initializer_list<int> numbers)
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int number : numbers) ::sigaddset(&set, number);
    return set;
}

int next_signal(const sigset_t& signals, std::optional<std::chrono::nanoseconds> within) noexcept
{
    if (!within) return std::max(0, ::sigwaitinfo(&signals, nullptr));
    const auto nanoseconds = std::max(within->count(), std::chrono::nanoseconds::rep{0});
    const timespec limit{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    return std::max(0, ::sigtimedwait(&signals, nullptr, &limit));
}

}   // namespace sys
