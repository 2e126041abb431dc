#include "tests/fcgi/net/wire.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace net_test {
namespace {

struct Deleter {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, Deleter>;
using Certificate = std::unique_ptr<X509, Deleter>;

Certificate self_signed(EVP_PKEY* key)
{
    Certificate certificate{X509_new()};
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* text = reinterpret_cast<const unsigned char*>("localhost");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    if (X509_sign(certificate.get(), key, EVP_sha256()) == 0) throw std::runtime_error{"no certificate"};
    return certificate;
}

}   // namespace

TlsServer::TlsServer() : context_{SSL_CTX_new(TLS_server_method())}
{
    const PrivateKey key{EVP_EC_gen("P-256")};
    const Certificate certificate = self_signed(key.get());
    if (!context_ || SSL_CTX_use_certificate(context_.get(), certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context_.get(), key.get()) != 1)
        throw std::runtime_error{"no TLS context"};
}

Wire::~Wire()
{
    ::close(descriptor_);
}

std::optional<std::string> Wire::line()
{
    std::array<char, 4096> buffer;
    std::size_t end = ahead_.find('\n');
    while (end == std::string::npos) {
        const long got = read_some(buffer.data(), buffer.size());
        if (got <= 0) return std::nullopt;
        const std::size_t known = ahead_.size();
        ahead_.append(buffer.data(), std::size_t(got));
        end = ahead_.find('\n', known);
    }
    std::string text = ahead_.substr(0, end + 1);
    ahead_.erase(0, end + 1);
    return text;
}

std::string Wire::bytes(std::size_t count)
{
    std::array<char, 4096> buffer;
    while (ahead_.size() < count) {
        const long got = read_some(buffer.data(), buffer.size());
        if (got <= 0) break;
        ahead_.append(buffer.data(), std::size_t(got));
    }
    std::string text = ahead_.substr(0, count);
    ahead_.erase(0, count);
    return text;
}

bool Wire::send(std::string_view text)
{
    while (!text.empty()) {
        const long written = write_some(text);
        if (written <= 0) return false;
        text.remove_prefix(std::size_t(written));
    }
    return true;
}

bool Wire::start_tls(const TlsServer& server)
{
    ahead_.clear();
    tls_.reset(SSL_new(server.context()));
    return tls_ && SSL_set_fd(tls_.get(), descriptor_) == 1 && SSL_accept(tls_.get()) == 1;
}

void Wire::hang_up()
{
    ::shutdown(descriptor_, SHUT_RDWR);
}

long Wire::read_some(char* buffer, std::size_t room)
{
    if (tls_) return SSL_read(tls_.get(), buffer, int(room));
    long got = 0;
    do {
        got = ::recv(descriptor_, buffer, room, 0);
    } while (got < 0 && errno == EINTR);
    return got;
}

long Wire::write_some(std::string_view text)
{
    if (tls_) return SSL_write(tls_.get(), text.data(), int(text.size()));
    long written = 0;
    do {
        written = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
    } while (written < 0 && errno == EINTR);
    return written;
}

}   // namespace net_test
