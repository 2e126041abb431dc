// Sends, waits and collects; what Postgres refuses becomes a sys::Failure here and nowhere else.
#include "fcgi/db/connection.h"

#include <poll.h>

#include <cstring>
#include <vector>

#include "fcgi/db/refusal.h"
#include "fcgi/sys/failure.h"

namespace db {
namespace {

bool is_good(const PGresult* result)
{
    const auto status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

// A parameter travels as a C string, so a NUL would cut it short unseen. Postgres' own answer to one is
// 22021.
void check(std::span<const Value> values)
{
    for (const Value& value : values)
        if (value.text() && std::strlen(value.text()) != value.size())
            throw sys::Failure{"a parameter holds a NUL byte", "22021"};
}

}   // namespace

Connection::Connection(const Server& server, std::chrono::milliseconds patience, const Until& until)
    : handle_{connect(server, patience, until)}, is_pooled_{server.is_pooled}
{
    PQsetnonblocking(handle_.get(), 1);
    // By default libpq prints notices to stderr, in the middle of the log.
    PQsetNoticeReceiver(
        handle_.get(), [](void*, const PGresult*) {}, nullptr);
}

std::vector<Rows> Connection::run(std::span<const Statement> statements, const Until& until)
{
    for (const Statement& statement : statements) check(statement.values);
    begin_round(until);
    for (const Statement& statement : statements)
        if (!is_pooled_) prepare(statement.sql, until);
    if (statements.size() != 1) return pipeline(statements, until);
    send(statements.front());
    return {Rows{finish(until)}};
}

Rows Connection::script(const char* text, const Until& until)
{
    begin_round(until);
    if (!PQsendQuery(handle_.get(), text)) lost();
    return Rows{finish(until)};
}

bool Connection::is_fresh() const
{
    return is_clean() && !ready(PQsocket(handle_.get()), POLLIN, after(std::chrono::milliseconds{0}));
}

bool Connection::is_clean() const
{
    return handle_ && PQstatus(handle_.get()) == CONNECTION_OK &&
           PQtransactionStatus(handle_.get()) == PQTRANS_IDLE &&
           PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF;
}

bool Connection::in_transaction() const
{
    return handle_ && (has_failed() || PQtransactionStatus(handle_.get()) == PQTRANS_INTRANS);
}

bool Connection::has_failed() const
{
    return handle_ && PQtransactionStatus(handle_.get()) == PQTRANS_INERROR;
}

int Connection::descriptor() const
{
    return handle_ ? PQsocket(handle_.get()) : -1;
}

bool Connection::notified()
{
    if (!handle_ || !PQconsumeInput(handle_.get())) lost();
    using Notice = std::unique_ptr<PGnotify, decltype(&PQfreemem)>;
    bool any = false;
    while (Notice{PQnotifies(handle_.get()), PQfreemem}) any = true;
    return any;
}

void Connection::begin_round(const Until& until)
{
    if (!handle_) throw sys::Failure{"the database connection is closed", "08003"};
    if (std::chrono::steady_clock::now() >= until.deadline) late();
}

void Connection::prepare(const char* sql, const Until& until)
{
    if (names_.contains(sql)) return;
    const std::string name = "s" + std::to_string(names_.size() + 1);
    if (!PQsendPrepare(handle_.get(), name.c_str(), sql, 0, nullptr)) lost();
    finish(until);
    names_.emplace(sql, name);
}

void Connection::send(const Statement& statement)
{
    std::vector<const char*> texts;
    texts.reserve(statement.values.size());
    for (const Value& value : statement.values) texts.push_back(value.text());
    const int sent = is_pooled_ ? PQsendQueryParams(handle_.get(), statement.sql, int(texts.size()), nullptr,
                                                    texts.data(), nullptr, nullptr, 0)
                                : PQsendQueryPrepared(handle_.get(), names_.at(statement.sql).c_str(),
                                                      int(texts.size()), texts.data(), nullptr, nullptr, 0);
    if (!sent) lost();
}

std::vector<Rows> Connection::pipeline(std::span<const Statement> statements, const Until& until)
{
    if (!PQenterPipelineMode(handle_.get())) lost();
    for (const Statement& statement : statements) send(statement);
    if (!PQpipelineSync(handle_.get())) lost();
    return finish_pipeline(until);
}

// Reads to the end of the statement. An error may follow the rows: what is checked at the commit fails there.
Connection::Result Connection::finish(const Until& until)
{
    Result answer;
    Result error;
    while (Result result = next(until)) {
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) lost();
        if (is_good(result.get()))
            answer = std::move(result);
        else if (!error)
            error = std::move(result);
    }
    if (error) refuse(error);
    return answer;
}

// The same up to the mark at the pipeline's end; an empty result stands between two statements.
std::vector<Rows> Connection::finish_pipeline(const Until& until)
{
    std::vector<Rows> answers;
    Result error;
    for (;;) {
        Result result = next(until);
        if (!result && PQstatus(handle_.get()) != CONNECTION_OK) break;
        if (!result) continue;
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (is_good(result.get()))
            answers.emplace_back(std::move(result));
        else if (!error && status != PGRES_PIPELINE_ABORTED)
            error = std::move(result);
    }
    const bool over = PQexitPipelineMode(handle_.get());
    if (error) refuse(error);
    if (!over) lost();
    return answers;
}

// The next result, null at the end of a statement. A lost server is a result too: libpq makes up an error.
Connection::Result Connection::next(const Until& until)
{
    for (;;) {
        const int unsent = PQflush(handle_.get());
        if (unsent < 0 || (!unsent && !PQisBusy(handle_.get()))) break;
        const short events = short(POLLIN | (unsent ? POLLOUT : 0));
        if (!ready(PQsocket(handle_.get()), events, until)) late();
        if (!PQconsumeInput(handle_.get())) break;
    }
    return Result{PQgetResult(handle_.get())};
}

void Connection::refuse(const Result& error)
{
    const sys::Failure failure = refusal(error.get());
    if (ends_connection(failure.sqlstate())) handle_.reset();
    throw failure;
}

void Connection::late()
{
    handle_.reset();
    throw sys::Failure{"the database did not answer in time", "57014"};
}

void Connection::lost()
{
    handle_.reset();
    throw sys::Failure{"the database connection is lost", "08006"};
}

}   // namespace db
