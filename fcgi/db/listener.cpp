// Nothing here throws for a lost database: the caller polls anyway, a NOTIFY only makes it quicker.
#include "fcgi/db/listener.h"

#include <poll.h>

#include "fcgi/db/connection.h"
#include "fcgi/db/until.h"
#include "fcgi/sys/failure.h"

namespace db {
namespace {

constexpr std::chrono::seconds patience{2};

// LISTEN takes no parameter, hence the one statement of the project that is put together. Quoting is not
// needed where nothing but a plain identifier gets in.
std::string listen_to(const std::string& channel)
{
    const auto strange = channel.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    if (channel.empty() || strange != std::string::npos) throw sys::Failure{"not a channel: " + channel};
    return "LISTEN " + channel;
}

}   // namespace

struct Listener::State {
    const Server server;
    const std::string listen;
    std::unique_ptr<Connection> connection;

    void connect(const Until& until);
    bool hear(const Until& until);
};

void Listener::State::connect(const Until& until)
{
    auto fresh = std::make_unique<Connection>(server, patience, until);
    fresh->script(listen.c_str(), until);
    connection = std::move(fresh);
}

bool Listener::State::hear(const Until& until)
{
    if (!connection) connect(until);
    do {
        if (connection->notified()) return true;
    } while (ready(connection->descriptor(), POLLIN, until));
    return false;
}

Listener::Listener(Server server, const char* channel)
    : state_{std::make_unique<State>(State{std::move(server), listen_to(channel), nullptr})}
{
    if (state_->server.is_pooled) return;
    try {
        state_->connect(after(patience));
    } catch (const sys::Failure&) {
        return;   // wait() tries again
    }
}

Listener::~Listener() = default;

bool Listener::wait(std::chrono::milliseconds timeout, int stop)
{
    const Until until = after(timeout, stop);
    if (state_->server.is_pooled) {
        ready(-1, 0, until);
        return false;
    }
    try {
        return state_->hear(until);
    } catch (const sys::Failure&) {
        state_->connection.reset();
        ready(-1, 0, until);
        return false;
    }
}

}   // namespace db
