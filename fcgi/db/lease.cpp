// What the borrower of a connection may do with it.
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

Rows Lease::run(Sql sql, std::span<const Value> values)
{
    // Taken off first: a statement that failed must not be sent again with the next one.
    std::vector<Waiting> ahead = std::move(waiting_);
    waiting_.clear();
    if (!sql.only_reads()) {
        for (const Waiting& guard : ahead)
            if (guard.guards) guard.take(run(guard.sql, guard.values));
        std::erase_if(ahead, [](const Waiting& waiting) { return waiting.guards; });
    }
    std::vector<Statement> statements;
    for (const Waiting& waiting : ahead) statements.push_back({waiting.sql.text(), waiting.values});
    statements.push_back({sql.text(), values});
    ++pool_->round_trips_;
    const std::vector<Rows> answers = connection_->run(statements, {deadline_});
    for (std::size_t i = 0; i < ahead.size(); ++i)
        if (ahead[i].take) ahead[i].take(answers[i]);
    return answers.back();
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
