// One libpq connection with its prepared statements, never blocking past a deadline. Only fcgi/db includes
// this header. Used by one thread at a time. Once it has missed a deadline, lost its server, or learnt that
// the server is the wrong one (SQLSTATE classes 08 and 57P, 25006) or has forgotten its statements (26000,
// 0A000), it is closed and stays so: every further call throws.
#pragma once
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "fcgi/db/connect.h"
#include "fcgi/db/pool.h"
#include "fcgi/db/until.h"

namespace db {

struct Statement {
    const char* sql;   // a literal: its address is its identity
    std::span<const Value> values;
};

class Connection {
public:
    Connection(const Server& server, std::chrono::milliseconds patience, const Until& until);

    // Runs the statements in one round trip and one transaction, prepares first what is new. One Rows each.
    // Behind a pooler nothing is prepared.
    std::vector<Rows> run(std::span<const Statement> statements, const Until& until);

    // Runs a text of several statements by the simple protocol, which alone takes several at once. What the
    // last one answered.
    Rows script(const char* text, const Until& until);

    // True when an idle connection may be lent: open, outside any transaction, and the server has sent
    // nothing since. What a server says unasked is nearly always its good-bye.
    bool is_fresh() const;
    bool is_clean() const;         // open, and outside any transaction
    bool in_transaction() const;   // in one that is still open, failed ones included
    bool has_failed() const;       // in a transaction that can only roll back

    // LISTEN's side: the socket to wait on, and whether NOTIFYs have come (it takes them all). notified()
    // throws sys::Failure when the server is gone.
    int descriptor() const;
    bool notified();

private:
    struct Clear {
        void operator()(PGresult* result) const noexcept { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;
    void begin_round(const Until& until);
    void prepare(const char* sql, const Until& until);
    void send(const Statement& statement);
    std::vector<Rows> pipeline(std::span<const Statement> statements, const Until& until);
    Result finish(const Until& until);
    std::vector<Rows> finish_pipeline(const Until& until);
    Result next(const Until& until);
    [[noreturn]] void refuse(const Result& error);
    [[noreturn]] void late();
    [[noreturn]] void lost();

    Handle handle_;   // empty once closed
    bool is_pooled_;
    std::unordered_map<const char*, std::string> names_;
};

}   // namespace db
