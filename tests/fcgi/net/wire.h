// The sink's end of one connection, read by lines, in clear or by TLS with a self-signed certificate.
#pragma once
#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace net_test {

class TlsServer {
public:
    TlsServer();   // makes a key and a certificate for "localhost"
    SSL_CTX* context() const { return context_.get(); }

private:
    struct Deleter {
        void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
    };
    std::unique_ptr<SSL_CTX, Deleter> context_;
};

class Wire {
public:
    explicit Wire(int descriptor) : descriptor_{descriptor} {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    std::optional<std::string> line();      // with its end; nothing when the connection is over
    std::string bytes(std::size_t count);   // fewer when the connection is over
    bool send(std::string_view text);
    bool start_tls(const TlsServer& server);
    bool by_tls() const { return tls_ != nullptr; }
    void hang_up();   // from any thread; ends every read and write

private:
    struct Deleter {
        void operator()(SSL* tls) const noexcept { SSL_free(tls); }
    };
    long read_some(char* buffer, std::size_t room);
    long write_some(std::string_view text);

    const int descriptor_;
    std::unique_ptr<SSL, Deleter> tls_;
    std::string ahead_;   // read, not yet asked for
};

}   // namespace net_test
