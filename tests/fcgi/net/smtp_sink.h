// An SMTP server on a loopback port that keeps what it gets and misbehaves as told. One thread a connection;
// all of them end with the sink.
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace net_test {

class TlsServer;
class Wire;

// What the sink does at a stage instead of going on as usual.
struct Act {
    enum Then { go_on, drop, hang };
    std::string reply;   // with its code, lines separated by CRLF, without the last one; empty: as usual
    Then then = go_on;   // drop: reply (if any was given here), then close. hang: no reply, ever
};

struct Script {
    // By stage: "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "." (the end of the message),
    // "NOOP" and "QUIT".
    std::map<std::string, Act> acts;
    std::vector<std::string> offers;   // extensions after EHLO, e.g. "STARTTLS" or "AUTH PLAIN"
};

struct Received {
    std::string from;   // as it stood behind MAIL FROM:
    std::vector<std::string> to;
    std::string raw;   // as on the wire, dots still stuffed, without the final ".CRLF"
    bool by_tls = false;
};

class SmtpSink {
public:
    explicit SmtpSink(Script script = {}, std::uint16_t port = 0);   // 0: any free one
    ~SmtpSink();
    SmtpSink(const SmtpSink&) = delete;
    SmtpSink& operator=(const SmtpSink&) = delete;

    std::uint16_t port() const { return port_; }
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

    void follow(Script script);   // from the next connection on
    std::vector<Received> received() const;
    std::string in_clear() const;   // every byte that came outside TLS
    std::size_t connections() const;

private:
    friend class Conversation;
    struct Guest {
        std::unique_ptr<Wire> wire;
        std::thread thread;
        bool gone = false;
    };
    void accept_guests();
    void serve(Guest& guest);
    void see_off();   // forgets the guests that are gone; mutex_ held

    const int listener_;
    std::uint16_t port_ = 0;
    const std::unique_ptr<TlsServer> tls_;   // with a certificate that no one signed
    mutable std::mutex mutex_;
    Script script_;
    std::vector<Received> received_;
    std::string in_clear_;
    std::list<Guest> guests_;
    std::size_t connections_ = 0;
    bool closing_ = false;
    std::thread door_;
};

}   // namespace net_test
