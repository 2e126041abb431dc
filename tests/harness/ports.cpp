#include "tests/harness/ports.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <random>

#include "fcgi/sys/descriptor.h"

#include <CppUTest/TestHarness.h>

namespace test {

static bool is_free(int port)
{
    const sys::Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const int reuse = 1;   // as nginx does: connections that just ended don't count
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(std::uint16_t(port));
    here.sin_addr.s_addr = htonl(INADDR_ANY);
    return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0 &&
           ::listen(socket.get(), 1) == 0;
}

int free_pair()
{
    std::random_device random;
    std::uniform_int_distribution<int> ports{22'000, 32'000};
    for (int tries = 0; tries < 1000; ++tries) {
        const int port = ports(random);
        if (is_free(port) && is_free(port + 1)) return port;
    }
    FAIL("no two free ports side by side");
    return 0;
}

}   // namespace test
