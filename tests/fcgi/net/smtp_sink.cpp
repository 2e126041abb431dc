#include "tests/fcgi/net/smtp_sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

#include "tests/fcgi/net/wire.h"

namespace net_test {
namespace {

int listening_on(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor, 64) != 0)
    {
        ::close(descriptor);
        throw std::runtime_error{"the sink can't listen"};
    }
    return descriptor;
}

std::uint16_t port_of(int descriptor)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

std::string without_end(std::string line)
{
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    return line;
}

// What stands behind the colon of MAIL FROM: or RCPT TO:, parameters included.
std::string behind_colon(const std::string& line)
{
    const std::size_t colon = line.find(':');
    return colon == std::string::npos ? "" : without_end(line.substr(colon + 1));
}

// A TLS write to a peer that is gone must not kill the process.
void block_sigpipe()
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}   // namespace

// One guest's session; each step returns false when the session is over.
class Conversation {
public:
    Conversation(SmtpSink& sink, Wire& wire, Script script)
        : sink_{sink}, wire_{wire}, script_{std::move(script)}
    {}
    void run();

private:
    std::optional<std::string> heard();
    bool answer(const std::string& stage, const std::string& usual);
    bool obey(const std::string& line);
    bool greet();
    bool start_tls();
    bool authenticate();
    bool take_message();
    bool hang();

    SmtpSink& sink_;
    Wire& wire_;
    const Script script_;
    Received message_;
};

void Conversation::run()
{
    if (!answer("greeting", "220 sink ESMTP")) return;
    while (const auto line = heard())
        if (!obey(*line)) return;
}

std::optional<std::string> Conversation::heard()
{
    auto line = wire_.line();
    if (line && !wire_.by_tls()) {
        const std::lock_guard lock{sink_.mutex_};
        sink_.in_clear_ += *line;
    }
    return line;
}

// Also false when the script refuses this step and the usual way must not be taken.
bool Conversation::answer(const std::string& stage, const std::string& usual)
{
    const auto act = script_.acts.find(stage);
    if (act == script_.acts.end()) return wire_.send(usual + "\r\n");
    const auto& [reply, then] = act->second;
    if (then == Act::hang) return hang();
    if (then == Act::drop) return (reply.empty() || wire_.send(reply + "\r\n")) && false;
    return wire_.send((reply.empty() ? usual : reply) + "\r\n");
}

bool Conversation::obey(const std::string& line)
{
    const std::string word = line.substr(0, line.find_first_of(" \r\n"));
    if (word == "EHLO" || word == "HELO") return greet();
    if (word == "STARTTLS") return start_tls();
    if (word == "AUTH") return authenticate();
    if (word == "MAIL") {
        message_ = {behind_colon(line), {}, "", wire_.by_tls()};
        return answer(word, "250 sender noted");
    }
    if (word == "RCPT") {
        message_.to.push_back(behind_colon(line));
        return answer(word, "250 recipient noted");
    }
    if (word == "DATA") return take_message();
    if (word == "NOOP") return answer(word, "250 ok");
    if (word == "QUIT") return answer(word, "221 bye") && false;
    return wire_.send("500 what?\r\n");
}

bool Conversation::greet()
{
    std::string usual;
    for (const std::string& offer : script_.offers)
        if (offer != "STARTTLS" || !wire_.by_tls()) usual += "250-" + offer + "\r\n";
    return answer("EHLO", usual + "250 HELP");
}

bool Conversation::start_tls()
{
    if (!answer("STARTTLS", "220 go ahead")) return false;
    return script_.acts.contains("STARTTLS") || wire_.start_tls(*sink_.tls_);
}

// Takes whatever it is told; a second half is asked for when the client did not send it along.
bool Conversation::authenticate()
{
    if (script_.acts.contains("AUTH")) return answer("AUTH", "");
    if (!wire_.send("334 \r\n")) return false;
    return heard().has_value() && wire_.send("235 welcome\r\n");
}

bool Conversation::take_message()
{
    if (!answer("DATA", "354 end with a dot")) return false;
    const auto act = script_.acts.find("DATA");
    if (act != script_.acts.end() && !act->second.reply.starts_with("354")) return true;
    while (const auto line = heard()) {
        if (*line != ".\r\n") {
            message_.raw += *line;
            continue;
        }
        const auto end = script_.acts.find(".");
        if (end == script_.acts.end() || end->second.reply.starts_with("2")) {
            const std::lock_guard lock{sink_.mutex_};
            sink_.received_.push_back(message_);
        }
        return answer(".", "250 kept");
    }
    return false;
}

// Reads on until the other side has had enough.
bool Conversation::hang()
{
    while (heard()) {
    }
    return false;
}

SmtpSink::SmtpSink(Script script, std::uint16_t port)
    : listener_{listening_on(port)}, port_{port_of(listener_)}, tls_{std::make_unique<TlsServer>()},
      script_{std::move(script)}, door_{[this] { accept_guests(); }}
{}

SmtpSink::~SmtpSink()
{
    {
        const std::lock_guard lock{mutex_};
        closing_ = true;
        for (Guest& guest : guests_) guest.wire->hang_up();
    }
    ::shutdown(listener_, SHUT_RDWR);   // ends the accept
    door_.join();
    for (Guest& guest : guests_) guest.thread.join();
    ::close(listener_);
}

void SmtpSink::accept_guests()
{
    block_sigpipe();
    while (true) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
        if (descriptor < 0) return;
        auto wire = std::make_unique<Wire>(descriptor);
        const std::lock_guard lock{mutex_};
        if (closing_) return;
        see_off();
        ++connections_;
        Guest& guest = guests_.emplace_back(Guest{std::move(wire), {}});
        guest.thread = std::thread{[this, &guest] { serve(guest); }};
    }
}

void SmtpSink::see_off()
{
    for (Guest& guest : guests_)
        if (guest.gone) guest.thread.join();
    guests_.remove_if([](const Guest& guest) { return guest.gone; });
}

void SmtpSink::serve(Guest& guest)
{
    Script script;
    {
        const std::lock_guard lock{mutex_};
        script = script_;
    }
    Conversation{*this, *guest.wire, std::move(script)}.run();
    guest.wire->hang_up();
    const std::lock_guard lock{mutex_};
    guest.gone = true;
}

void SmtpSink::follow(Script script)
{
    const std::lock_guard lock{mutex_};
    script_ = std::move(script);
}

std::vector<Received> SmtpSink::received() const
{
    const std::lock_guard lock{mutex_};
    return received_;
}

std::string SmtpSink::in_clear() const
{
    const std::lock_guard lock{mutex_};
    return in_clear_;
}

std::size_t SmtpSink::connections() const
{
    const std::lock_guard lock{mutex_};
    return connections_;
}

}   // namespace net_test
