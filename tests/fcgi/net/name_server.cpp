#include "tests/fcgi/net/name_server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace net_test {

namespace {

// "example.org" of its labels, each behind its length (RFC 1035 section 4.1.2), from the twelfth byte on.
std::string name_in(const std::string& query)
{
    std::string name;
    for (std::size_t at = 12; at < query.size() && query[at] != 0; at += 1U + std::size_t(query[at]))
        name += (name.empty() ? "" : ".") + query.substr(at + 1, std::size_t(query[at]));
    return name;
}

std::string two(std::size_t number)
{
    return {char(number >> 8U), char(number & 0xffU)};
}

// A TXT record of the name that was asked for.
std::string record(const std::string& text)
{
    std::string data;
    for (std::size_t at = 0; at == 0 || at < text.size(); at += 255) {
        const std::string piece = text.substr(at, 255);
        data += char(piece.size()) + piece;
    }
    return std::string{"\xc0\x0c\0\x10\0\x01\0\0\0\x3c", 10} + two(data.size()) + data;
}

}   // namespace

NameServer::NameServer() : socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)}
{
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address_), size);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address_), &size);
    thread_ = std::thread{[this] { serve(); }};
}

NameServer::~NameServer()
{
    closing_ = true;
    thread_.join();
    ::close(socket_);
}

void NameServer::say(const std::string& name, std::vector<std::string> texts)
{
    const std::scoped_lock lock{mutex_};
    texts_[name] = std::move(texts);
}

std::string NameServer::answer(const std::string& query)
{
    const std::scoped_lock lock{mutex_};
    const auto found = texts_.find(name_in(query));
    const char code = failing_ ? 2 : found == texts_.end() ? 3 : 0;
    const std::size_t question = query.find('\0', 12) + 5;
    std::string records;
    std::size_t count = 0;
    if (code == 0)
        for (const std::string& text : found->second) {
            records += record(text);
            ++count;
        }
    return query.substr(0, 2) + '\x81' + char('\x80' | code) + std::string{"\0\1", 2} + two(count) +
           std::string(4, '\0') + query.substr(12, question - 12) + records;
}

void NameServer::serve()
{
    std::array<char, 512> query{};
    while (!closing_) {
        pollfd ready{socket_, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const ssize_t got =
            ::recvfrom(socket_, query.data(), query.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
        if (got < 17) continue;
        const std::string said = answer({query.data(), std::size_t(got)});
        ::sendto(socket_, said.data(), said.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
    }
}

}   // namespace net_test
