// An HTTPS server on a loopback port that answers every connection as told and keeps what it was asked. One
// connection at a time; its certificate, for "localhost", was signed by no one but itself.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/fcgi/net/wire.h"

namespace net_test {

class HttpsSink {
public:
    explicit HttpsSink(bool by_tls = true);
    ~HttpsSink();
    HttpsSink(const HttpsSink&) = delete;
    HttpsSink& operator=(const HttpsSink&) = delete;

    std::string url(const std::string& path = "/") const;   // https://localhost:PORT/..., or http
    const std::string& ca_file() const { return ca_file_; }
    std::uint16_t port() const { return port_; }

    void answer(std::string response);                               // the bytes of each response from now on
    void answer_at(const std::string& path, std::string response);   // the same for one path alone
    void say_nothing();                                              // take each request and keep silent
    std::vector<std::string> requests() const;                       // heads, as they came
    std::vector<std::string> bodies() const;                         // of those requests

private:
    void serve();
    void converse(Wire& wire);

    TlsServer tls_;
    std::string ca_file_;
    const bool by_tls_;
    std::uint16_t port_ = 0;   // set by listener_'s making
    int listener_;
    mutable std::mutex mutex_;
    std::string response_ = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    std::map<std::string, std::string> responses_;   // by path
    bool silent_ = false;
    bool closing_ = false;
    std::vector<std::string> requests_;
    std::vector<std::string> bodies_;
    Wire* guest_ = nullptr;
    std::thread door_;
};

}   // namespace net_test
