// A FastCGI client for tests, in nginx's place: blocking, one request after the other on one connection.
#pragma once
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <string_view>

#include "fcgi/sys/descriptor.h"

namespace acceptor_test {

class Peer {
public:
    explicit Peer(const std::string& path) : socket_{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)}
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        open_ = ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }

    void send(std::string_view bytes)
    {
        while (!bytes.empty() && open_) {
            const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            open_ = sent > 0;
            if (open_) bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void ask(std::string_view name, std::string_view body, bool keep = false)
    {
        const char begin[8] = {0, 1, static_cast<char>(keep ? 1 : 0), 0, 0, 0, 0, 0};
        std::string param = "\4";
        param += static_cast<char>(name.size());
        (param += "NAME") += name;
        send(record(1, {begin, sizeof begin}) + record(4, param) + record(4, {}) + record(5, body) +
             record(5, {}));
    }
    // What stood in standard output; "lost" when the connection ended before the request did.
    std::string answer()
    {
        std::string out;
        for (;;) {
            const std::string header = read(8);
            if (header.size() < 8) return "lost";
            const auto byte = [&](int i) {
                return std::size_t{static_cast<unsigned char>(header[std::size_t(i)])};
            };
            const std::size_t length = byte(4) << 8 | byte(5);
            const std::string content = read(length + byte(6)).substr(0, length);
            if (byte(1) == 6) out += content;
            if (byte(1) == 3) return out;
        }
    }
    bool hears(std::chrono::milliseconds within)
    {
        pollfd wanted{socket_.get(), POLLIN, 0};
        return ::poll(&wanted, 1, static_cast<int>(within.count())) == 1;
    }
    // Closed by the other side, nothing left to read.
    bool ended(std::chrono::milliseconds within)
    {
        char byte;
        return hears(within) && ::recv(socket_.get(), &byte, 1, MSG_PEEK) <= 0;
    }

    void leave() { socket_ = sys::Descriptor{}; }

private:
    static std::string record(char type, std::string_view content)
    {
        std::string bytes{'\1', type, '\0', '\1'};
        bytes += static_cast<char>(content.size() >> 8);
        bytes += static_cast<char>(content.size() & 0xff);
        bytes.append(2, '\0');
        return bytes.append(content);
    }
    std::string read(std::size_t count)
    {
        std::string bytes(count, '\0');
        std::size_t had = 0;
        while (had < count) {
            const ssize_t got = ::read(socket_.get(), bytes.data() + had, count - had);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            had += static_cast<std::size_t>(got);
        }
        return bytes.substr(0, had);
    }

    sys::Descriptor socket_;
    bool open_ = false;
};

}   // namespace acceptor_test
