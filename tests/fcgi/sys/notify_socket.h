// A socket as systemd has one for words of its services.
#pragma once
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "fcgi/sys/config.h"
#include "fcgi/sys/descriptor.h"

#include <CppUTest/TestHarness.h>

class NotifySocket {
public:
    explicit NotifySocket(std::string name) : name_{std::move(name)}
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        name_.copy(address.sun_path, sizeof address.sun_path - 1);
        if (name_[0] == '@') address.sun_path[0] = '\0';
        const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + name_.size());
        CHECK_EQUAL(0, ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size));
    }
    ~NotifySocket()
    {
        if (name_[0] == '/') ::unlink(name_.c_str());
    }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    // Nothing when no word came in time.
    std::string hear(std::chrono::milliseconds within = std::chrono::seconds{5}) const
    {
        pollfd wanted{socket_.get(), POLLIN, 0};
        if (::poll(&wanted, 1, int(within.count())) != 1) return {};
        char words[256];
        const ssize_t size = ::recv(socket_.get(), words, sizeof words, 0);
        return size > 0 ? std::string(words, std::size_t(size)) : std::string{};
    }

private:
    std::string name_;
    sys::Descriptor socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};
