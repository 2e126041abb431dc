#include "tests/harness/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "fcgi/sys/descriptor.h"
#include "tests/harness/exchanges.h"

namespace test {

namespace {

using Steady = std::chrono::steady_clock;

sys::Descriptor connected(const std::string& base)
{
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(std::uint16_t(std::atoi(base.substr(base.rfind(':') + 1).c_str())));
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sys::Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0) return {};
    return socket;
}

// The other side may have heard enough and hung up: what it said before still counts.
void send_all(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return;
        bytes.remove_prefix(std::size_t(sent));
    }
}

bool readable(int socket, Steady::time_point end)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now()).count();
    pollfd waited{socket, POLLIN, 0};
    return left > 0 && (::poll(&waited, 1, int(left)) > 0 || errno == EINTR);
}

}   // namespace

std::string spoken(const std::string& base, std::string_view bytes, std::chrono::milliseconds patience)
{
    const auto end = Steady::now() + patience;
    const sys::Descriptor socket = connected(base);
    if (socket.get() < 0) return {};
    send_all(socket.get(), bytes);
    std::string heard;
    char some[4096];
    while (readable(socket.get(), end)) {
        const ssize_t got = ::recv(socket.get(), some, sizeof some, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) break;
        heard.append(some, std::size_t(got));
    }
    note_spoken(base, bytes, heard);
    return heard;
}

Answer first_answer(std::string_view bytes)
{
    Answer answer;
    if (!bytes.starts_with("HTTP/1.")) return answer;
    const auto end = std::min(bytes.find("\r\n\r\n"), bytes.size());
    std::string_view head = bytes.substr(0, end);
    answer.status = std::atoi(std::string{head.substr(std::min(head.find(' '), head.size()))}.c_str());
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        if (auto header = header_line(line); header && !line.starts_with("HTTP/"))
            answer.headers.push_back(std::move(*header));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
    }
    answer.body = bytes.substr(std::min(end + 4, bytes.size()));
    return answer;
}

}   // namespace test
