#include "fcgi/http/progress.h"

#include "fcgi/sys/signals.h"

namespace http {

void Progress::here() noexcept
{
    if (question_.take()) ++steps_;
}

int Progress::tell_until(const sigset_t& signals, const sys::Notify& notify) noexcept
{
    std::uint64_t told = steps_;
    if (notify.pulse()) question_.tell();
    for (;;) {
        if (const int number = sys::next_signal(signals, notify.pulse())) return number;
        const std::uint64_t now = steps_;
        if (now != told) notify.alive();
        told = now;
        question_.tell();
    }
}

}   // namespace http
