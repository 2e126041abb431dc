#include "tests/fcgi/net/https_sink.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace net_test {

namespace {

std::string written_certificate(SSL_CTX* context)
{
    std::string path = "/tmp/latchkey-ca-XXXXXX";
    const int descriptor = mkstemp(path.data());
    const std::unique_ptr<FILE, int (*)(FILE*)> file{fdopen(descriptor, "w"), fclose};
    if (!file || PEM_write_X509(file.get(), SSL_CTX_get0_certificate(context)) != 1)
        throw std::runtime_error{"no certificate file"};
    return path;
}

int listening(std::uint16_t& port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    if (::bind(descriptor, reinterpret_cast<sockaddr*>(&place), size) != 0 || ::listen(descriptor, 16) != 0 ||
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&place), &size) != 0)
        throw std::runtime_error{"no listener"};
    port = ntohs(place.sin_port);
    return descriptor;
}

}   // namespace

HttpsSink::HttpsSink() : ca_file_{written_certificate(tls_.context())}, listener_{listening(port_)}
{
    door_ = std::thread{[this] { serve(); }};
}

HttpsSink::~HttpsSink()
{
    {
        const std::lock_guard lock{mutex_};
        closing_ = true;
        if (guest_) guest_->hang_up();
    }
    ::shutdown(listener_, SHUT_RDWR);
    door_.join();
    ::close(listener_);
    std::filesystem::remove(ca_file_);
}

std::string HttpsSink::url(const std::string& path) const
{
    return "https://localhost:" + std::to_string(port_) + path;
}

void HttpsSink::answer(std::string response)
{
    const std::lock_guard lock{mutex_};
    response_ = std::move(response);
}

void HttpsSink::say_nothing()
{
    const std::lock_guard lock{mutex_};
    silent_ = true;
}

std::vector<std::string> HttpsSink::requests() const
{
    const std::lock_guard lock{mutex_};
    return requests_;
}

void HttpsSink::serve()
{
    sigset_t pipe;   // OpenSSL writes without MSG_NOSIGNAL
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    while (true) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) return;
        Wire wire{descriptor};
        {
            const std::lock_guard lock{mutex_};
            if (closing_) return;
            guest_ = &wire;
        }
        converse(wire);
        const std::lock_guard lock{mutex_};
        guest_ = nullptr;
    }
}

void HttpsSink::converse(Wire& wire)
{
    if (!wire.start_tls(tls_)) return;
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        const auto line = wire.line();
        if (!line) return;
        head += *line;
    }
    std::unique_lock lock{mutex_};
    requests_.push_back(head);
    const std::string response = response_;
    const bool silent = silent_;
    lock.unlock();
    if (!silent) wire.send(response);
    while (silent && wire.line()) {
    }
}

}   // namespace net_test
