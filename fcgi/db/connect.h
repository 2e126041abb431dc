// Opens a connection as the URI says: its hosts in turn, target_session_attrs respected, each host within
// connect_timeout (2 s unless the URI has one). Looking up a host name is libpq's and blocks: name Postgres
// by address or by socket where a slow resolver must not matter.
#pragma once
#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>

#include "fcgi/db/server.h"
#include "fcgi/db/until.h"

namespace db {

struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using Handle = std::unique_ptr<PGconn, Finish>;

// patience goes to the server as statement_timeout, lock_timeout and idle_in_transaction_session_timeout.
// Throws sys::Failure with sqlstate 08001; its text never holds the URI.
Handle connect(const Server& server, std::chrono::milliseconds patience, const Until& until);

}   // namespace db
