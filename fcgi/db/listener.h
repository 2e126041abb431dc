// LISTEN on a connection of its own; survives a lost database by connecting again. Behind a pooler, which
// passes no notices on, it only sleeps.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "fcgi/db/server.h"

namespace db {

class Listener {
public:
    // channel: an identifier of ours, a literal.
    Listener(Server server, const char* channel);
    ~Listener();

    // True when woken by a NOTIFY, false after timeout, or at once when descriptor `stop` becomes readable
    // (-1: none). While the database is away it sleeps out the timeout and tries to connect again.
    bool wait(std::chrono::milliseconds timeout, int stop = -1);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}   // namespace db
