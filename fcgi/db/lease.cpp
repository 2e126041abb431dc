// What the borrower of a connection may do with it.
#include <utility>
#include <vector>

#include "fcgi/db/connection.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace db {

Value Value::bytes(std::string_view raw)
{
    return Value{"\\x" + sys::hex(raw)};
}

struct Lease::Waiting {
    Sql sql;
    std::vector<Value> values;
    Take take;
    bool guards;   // must be heard before a statement that writes
};

Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, Deadline deadline)
    : pool_{&pool}, connection_{std::move(connection)}, deadline_{deadline}
{}

Lease::Lease(Lease&&) noexcept = default;

Lease::~Lease()
{
    if (connection_) pool_->give_back(std::move(connection_));
}

Rows Lease::query(Sql sql, Values values)
{
    return run(sql, {values.begin(), values.size()});
}

Rows Lease::query(Sql sql, const std::vector<Value>& values)
{
    return run(sql, values);
}

std::optional<Row> Lease::row(Sql sql, Values values)
{
    const Rows rows = query(sql, values);
    if (rows.size() == 0) return std::nullopt;
    return rows[0];
}

void Lease::precede(Sql sql, std::vector<Value> values, Take take)
{
    waiting_.push_back({sql, std::move(values), std::move(take), false});
}

void Lease::guard(Sql sql, std::vector<Value> values, Take judge)
{
    waiting_.push_back({sql, std::move(values), std::move(judge), true});
}

// One round trip for all of them; rows go to whom they are meant for. What the last one answered.
Rows Lease::send(const std::vector<Waiting>& waiting, std::optional<Statement> last)
{
    std::vector<Statement> statements;
    statements.reserve(waiting.size() + 1);
    for (const Waiting& one : waiting) statements.push_back({one.sql.text(), one.values});
    if (last) statements.push_back(*last);
    ++pool_->round_trips_;
    const std::vector<Rows> answers = connection_->run(statements, {deadline_});
    for (std::size_t i = 0; i < waiting.size(); ++i)
        if (waiting[i].take) waiting[i].take(answers[i]);
    return answers.back();
}

void Lease::settle()
{
    // Taken off first: a statement that failed must not be sent again with the next one, nor what was to go
    // ahead of it.
    std::vector<Waiting> guards;
    std::vector<Waiting> others;
    for (Waiting& waiting : waiting_) (waiting.guards ? guards : others).push_back(std::move(waiting));
    waiting_.clear();
    if (!guards.empty()) send(guards, {});
    waiting_ = std::move(others);
}

Rows Lease::run(Sql sql, std::span<const Value> values)
{
    if (!sql.is_harmless()) settle();
    return send(std::exchange(waiting_, {}), Statement{sql.text(), values});
}

// A rollback that fails leaves the connection inside its transaction, and the pool closes such a one.
void Lease::roll_back() noexcept
{
    waiting_.clear();
    if (!connection_->in_transaction()) return;
    try {
        query("ROLLBACK");
    } catch (...) {
        return;
    }
}

}   // namespace db
