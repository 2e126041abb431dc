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

std::size_t content_length(const std::string& head)
{
    const std::string name = "\r\nContent-Length: ";
    const std::size_t at = head.find(name);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}   // namespace

HttpsSink::HttpsSink(bool by_tls)
    : ca_file_{written_certificate(tls_.context())}, by_tls_{by_tls}, listener_{listening(port_)}
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
    return (by_tls_ ? "https" : "http") + std::string{"://localhost:"} + std::to_string(port_) + path;
}

void HttpsSink::answer(std::string response)
{
    const std::lock_guard lock{mutex_};
    response_ = std::move(response);
}

void HttpsSink::answer_at(const std::string& path, std::string response)
{
    const std::lock_guard lock{mutex_};
    responses_[path] = std::move(response);
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

std::vector<std::string> HttpsSink::bodies() const
{
    const std::lock_guard lock{mutex_};
    return bodies_;
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
    if (by_tls_ && !wire.start_tls(tls_)) return;
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        const auto line = wire.line();
        if (!line) return;
        head += *line;
    }
    std::string body = wire.bytes(content_length(head));
    const std::size_t start = head.find(' ') + 1;
    std::unique_lock lock{mutex_};
    requests_.push_back(head);
    bodies_.push_back(std::move(body));
    const auto found = responses_.find(head.substr(start, head.find(' ', start) - start));
    const std::string response = found == responses_.end() ? response_ : found->second;
    const bool silent = silent_;
    lock.unlock();
    if (!silent) wire.send(response);
    while (silent && wire.line()) {
    }
}

}   // namespace net_test
