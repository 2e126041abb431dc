#include "fcgi/sys/event.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>

#include "fcgi/sys/failure.h"

namespace sys {

Event::Event() : descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
{
    if (!descriptor_) throw Failure{"eventfd: " + std::system_category().message(errno)};
}

void Event::tell() const noexcept
{
    const std::uint64_t one = 1;
    while (::write(get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

bool Event::take() const noexcept
{
    std::uint64_t told = 0;
    return ::read(get(), &told, sizeof told) == sizeof told;
}

}   // namespace sys
