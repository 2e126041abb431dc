// One pool per process, shared by all threads. Threads borrow a connection by Lease and give it back by
// leaving scope. Only this folder knows libpq. A connection that is broken, late or inside a transaction is
// never lent again.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fcgi/db/rows.h"
#include "fcgi/db/server.h"
#include "fcgi/sys/metrics.h"

namespace db {

class Connection;   // a libpq connection with its prepared statements
class Pool;
struct Statement;

// A statement: a literal of the source, so that no text from outside can ever become SQL.
class Sql {
public:
    consteval Sql(const char* literal) : text_{literal} {}   // NOLINT(google-explicit-constructor)
    // One that writes, but only where it finds true itself what the guards in front of it ask.
    static consteval Sql on_its_guard(const char* literal) { return {literal, true}; }
    constexpr const char* text() const { return text_; }
    // Nothing that must not happen when a guard refuses: true of those above, and of each that begins with
    // SELECT.
    constexpr bool is_harmless() const
    {
        return on_its_guard_ || std::string_view{text_}.starts_with("SELECT");
    }

private:
    consteval Sql(const char* literal, bool on_its_guard) : text_{literal}, on_its_guard_{on_its_guard} {}
    const char* text_;
    bool on_its_guard_ = false;
};

// A parameter. Bytes travel as bytea.
class Value {
public:
    Value(std::nullptr_t) : null_{true} {}
    Value(std::string_view text) : text_{text} {}
    Value(const char* text) : text_{text} {}
    Value(std::string text) : text_{std::move(text)} {}
    Value(std::int64_t number) : text_{std::to_string(number)} {}
    Value(int number) : text_{std::to_string(number)} {}
    Value(bool truth) : text_{truth ? "t" : "f"} {}
    Value(const std::optional<std::string>& text) : text_{text.value_or("")}, null_{!text} {}
    static Value bytes(std::string_view raw);

    const char* text() const { return null_ ? nullptr : text_.c_str(); }
    std::size_t size() const { return text_.size(); }

private:
    std::string text_;
    bool null_ = false;
};
using Values = std::initializer_list<Value>;

// A borrowed connection. Hold it across SQL only: never across a password hash or a call to another host. All
// its statements together, the wait for it included, end within the pool's patience; later: sys::Failure, and
// the connection is closed. Where Postgres gave no sqlstate, its Failures borrow one: 53300 no connection
// came free, 08001 cannot connect, 08006 connection lost, 08003 closed by an earlier failure, 57014 too late
// (as Postgres says of a statement it stops itself), 22021 a NUL byte in a parameter.
class [[nodiscard]] Lease {
public:
    Lease(Lease&&) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    // Runs one prepared statement in one round trip. Throws sys::Failure with the sqlstate.
    Rows query(Sql sql, Values values = {});
    std::optional<Row> row(Sql sql, Values values = {});   // the first row, if any

    // The same for a list made beforehand.
    Rows query(Sql sql, const std::vector<Value>& values);

    using Take = std::function<void(const Rows&)>;
    // Sends this statement in front of the next one, in the same round trip and transaction: when it fails,
    // the next one does not run, and its Failure is what the caller of query() gets. take gets its rows.
    void precede(Sql sql, std::vector<Value> values, Take take = {});
    // Asks this statement before the next one, in the same round trip when that one is harmless, else in one
    // of its own. judge gets its rows and throws to refuse: the next one has then not run, or to no effect.
    void guard(Sql sql, std::vector<Value> values, Take judge);
    void settle();   // asks the waiting guards now, all in one round trip

private:
    friend class Pool;
    friend class Transaction;
    friend class MigrationStore;
    using Deadline = std::chrono::steady_clock::time_point;
    Lease(Pool& pool, std::unique_ptr<Connection> connection, Deadline deadline);
    struct Waiting;
    Rows run(Sql sql, std::span<const Value> values);
    Rows send(const std::vector<Waiting>& waiting, std::optional<Statement> last);
    void roll_back() noexcept;

    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    Deadline deadline_;
    std::vector<Waiting> waiting_;   // for the next statement
};

// Several statements or none. Rolls back (by closing the connection, if need be) unless commit() returned.
class [[nodiscard]] Transaction {
public:
    explicit Transaction(Lease& lease);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Lease& lease_;
    bool open_ = true;
};

// What a pool tells of itself.
struct PoolFigures {
    sys::Histogram wait = {};   // until a connection was lent, or could not be
    sys::Gauge lent = {};
};

class Pool {
public:
    // patience: see Lease; also the server's statement_timeout, where no pooler is in between.
    Pool(Server server, std::size_t size, std::chrono::milliseconds patience, PoolFigures figures = {});
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // Waits for a free connection; connects when there is none yet. Checks an idle connection for life before
    // it lends it, so that a Postgres that restarted costs no request.
    Lease lease();

    std::size_t idle() const;
    std::uint64_t round_trips() const
    {
        return round_trips_;
    }   // statements sent and waited for, preparing not counted

private:
    friend class Lease;
    void take_place(std::chrono::steady_clock::time_point deadline);
    std::unique_ptr<Connection> connection(std::chrono::steady_clock::time_point deadline);
    std::unique_ptr<Connection> take_idle();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    const Server server_;
    const std::size_t size_;
    const std::chrono::milliseconds patience_;
    const PoolFigures figures_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
    std::atomic<std::uint64_t> round_trips_ = 0;
};

}   // namespace db
