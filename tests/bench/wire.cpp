#include "tests/bench/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "fcgi/sys/failure.h"

namespace bench {

namespace {

sockaddr_in loopback(int port, int host)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(0x7f000000U | static_cast<std::uint32_t>(host));
    return address;
}

[[noreturn]] void fail(const char* what)
{
    throw sys::Failure{std::string{what} + ": " + std::system_category().message(errno)};
}

std::optional<std::size_t> number(std::string_view text, int base)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end == text.data()) return std::nullopt;
    return value;
}

// The value of a header as nginx writes it, nothing when it is not there.
std::optional<std::string_view> header(std::string_view head, std::string_view line_start)
{
    const auto found = head.find(line_start);
    if (found == head.npos) return std::nullopt;
    const auto value = head.substr(found + line_start.size());
    return value.substr(0, value.find("\r\n"));
}

}   // namespace

Wire::Wire(int port, int source) : port_{port}, source_{source}
{
    open();
}

void Wire::open()
{
    socket_ = sys::Descriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const int on = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (source_ > 0) {
        const sockaddr_in from = loopback(0, source_);
        if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) fail("bind");
    }
    const sockaddr_in to = loopback(port_, 1);
    if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) fail("connect");
    received_.clear();
    over_ = false;
}

// A request fits into the socket's buffer, so this never waits for the server.
void Wire::send(std::string_view request)
{
    received_.clear();
    while (!request.empty()) {
        const ssize_t sent = ::send(socket_.get(), request.data(), request.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return;   // receive() will see the end
        request.remove_prefix(static_cast<std::size_t>(sent));
    }
}

// Where the body that begins there ends; nothing while it is not whole.
std::optional<std::size_t> Wire::body_end(std::size_t body) const
{
    const auto head = std::string_view{received_}.substr(0, body);
    if (const auto length = header(head, "\r\nContent-Length: ")) {
        const std::size_t end = body + number(*length, 10).value_or(0);
        return end <= received_.size() ? std::optional{end} : std::nullopt;
    }
    if (!header(head, "\r\nTransfer-Encoding: chunked")) return body;
    for (std::size_t at = body;;) {
        const auto line_end = received_.find("\r\n", at);
        if (line_end == received_.npos) return std::nullopt;
        const auto size = number(std::string_view{received_}.substr(at, line_end - at), 16).value_or(0);
        at = line_end + 2 + size + 2;
        if (at > received_.size()) return std::nullopt;
        if (size == 0) return at;
    }
}

std::optional<Wire::Message> Wire::receive()
{
    char some[16 * 1024];
    const ssize_t got = ::recv(socket_.get(), some, sizeof some, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    over_ = got <= 0;
    if (over_) return Message{0, {}};
    received_.append(some, static_cast<std::size_t>(got));

    const auto head_end = received_.find("\r\n\r\n");
    if (head_end == received_.npos) return std::nullopt;
    const auto end = body_end(head_end + 4);
    if (!end) return std::nullopt;
    const auto head = std::string_view{received_}.substr(0, head_end + 4);
    over_ = header(head, "\r\nConnection: close").has_value();
    const auto status = number(head.substr(std::min<std::size_t>(9, head.size()), 3), 10).value_or(0);
    return Message{static_cast<int>(status),
                   std::string_view{received_}.substr(head_end + 4, *end - head_end - 4)};
}

}   // namespace bench
