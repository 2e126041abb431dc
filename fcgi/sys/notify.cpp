#include "fcgi/sys/notify.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <system_error>

#include "fcgi/sys/failure.h"

namespace sys {

namespace {

[[noreturn]] void fail(const std::string& name, int error)
{
    throw Failure{"NOTIFY_SOCKET " + name + ": " + std::system_category().message(error)};
}

// A path, or with @ in front a name that stands in no directory.
Descriptor connected(const std::string& name)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= sizeof address.sun_path || (name[0] != '/' && name[0] != '@')) fail(name, EINVAL);
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name[0] == '@') address.sun_path[0] = '\0';
    const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + name.size());
    Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!socket || ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0)
        fail(name, errno);
    return socket;
}

std::string text_of(const Environment& environment, std::string_view name)
{
    const auto found = environment.find(name);
    return found == environment.end() ? std::string{} : found->second;
}

std::int64_t number_of(const Environment& environment, std::string_view name)
{
    const std::string digits = text_of(environment, name);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// The watchdog may be meant for the process that started this one.
std::optional<std::chrono::milliseconds> pulse_of(const Environment& environment)
{
    const std::chrono::microseconds patience{number_of(environment, "WATCHDOG_USEC")};
    const bool other = environment.contains("WATCHDOG_PID") &&
                       number_of(environment, "WATCHDOG_PID") != std::int64_t{::getpid()};
    if (patience.count() <= 0 || other) return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(patience / 3);
}

}   // namespace

Notify::Notify(const Environment& environment)
{
    const std::string name = text_of(environment, "NOTIFY_SOCKET");
    if (name.empty()) return;
    socket_ = connected(name);
    pulse_ = pulse_of(environment);
}

bool Notify::tell(std::string_view words) const noexcept
{
    if (!socket_) return true;
    ssize_t sent = 0;
    do {
        sent = ::send(socket_.get(), words.data(), words.size(), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == ssize_t(words.size());
}

void Notify::ready() const
{
    if (!tell("READY=1")) fail("does not take READY=1", errno);
}

void Notify::stopping() const noexcept
{
    (void)tell("STOPPING=1");
}

// The time, of CLOCK_MONOTONIC, lets systemd tell this word from one that was sent before it asked.
void Notify::renewing() const noexcept
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    char words[64];
    const int size = std::snprintf(words, sizeof words, "RELOADING=1\nMONOTONIC_USEC=%lld",
                                   static_cast<long long>(now / std::chrono::microseconds{1}));
    (void)tell({words, std::size_t(size)});
}

void Notify::alive() const noexcept
{
    if (pulse_) (void)tell("WATCHDOG=1");
}

}   // namespace sys
