#include "fcgi/http/progress.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <optional>
#include <system_error>

#include "fcgi/sys/failure.h"

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

Progress::Progress() : question_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
{
    if (!question_) throw sys::Failure{"eventfd: " + std::system_category().message(errno)};
}

void Progress::ask() noexcept
{
    const std::uint64_t one = 1;
    while (::write(question_.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

// Of several threads that were woken one gets it.
void Progress::here() noexcept
{
    std::uint64_t asked = 0;
    if (::read(question_.get(), &asked, sizeof asked) == sizeof asked) ++steps_;
}

void Progress::tell_until(const sigset_t& signals, const sys::Notify& notify) noexcept
{
    std::uint64_t told = steps_;
    if (notify.pulse()) ask();
    while (!came(signals, notify.pulse())) {
        const std::uint64_t now = steps_;
        if (now != told) notify.alive();
        told = now;
        ask();
    }
}

}   // namespace http
