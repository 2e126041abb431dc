// The only call of poll(2) in this folder.
#include "fcgi/db/until.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <system_error>

#include "fcgi/sys/failure.h"

namespace db {
namespace {

int milliseconds_left(const Until& until)
{
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until.deadline - std::chrono::steady_clock::now());
    return int(std::clamp<std::int64_t>(left.count(), 0, INT_MAX));
}

}   // namespace

bool ready(int descriptor, short events, const Until& until)
{
    pollfd watched[] = {{descriptor, events, 0}, {until.stop, POLLIN, 0}};
    for (;;) {
        const int left = milliseconds_left(until);
        const int found = poll(watched, 2, left);
        if (found < 0 && errno != EINTR)
            throw sys::Failure{"poll: " + std::generic_category().message(errno)};
        if (found > 0) return watched[1].revents == 0;
        if (found == 0 && milliseconds_left(until) == 0) return false;
    }
}

}   // namespace db
