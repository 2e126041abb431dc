// The limit: a FastCGI responder that does no more than it must, accepting as the workers do. Modes:
//   null    answers
//   select  one prepared SELECT by primary key first
//   write   one prepared UPDATE and INSERT, committed, of about the size of a refresh
//   update  the UPDATE alone, in the tables that write made
// A thread has a connection of its own: of five and the three for kept connections. Understands no request.
#include <fcgiapp.h>
#include <libpq-fe.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "fcgi/db/server.h"
#include "fcgi/http/acceptor.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/startup.h"
#include "fcgi/sys/supervisor.h"

namespace {

constexpr const char* tables =
    "DROP TABLE IF EXISTS null_row, null_note;"
    "CREATE TABLE null_row (id int PRIMARY KEY, owner uuid NOT NULL, current bytea, parent bytea, salt bytea,"
    " moved_at timestamptz, text text NOT NULL) WITH (fillfactor = 85);"
    "CREATE TABLE null_note (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), row int NOT NULL, made_at "
    "timestamptz);"
    "INSERT INTO null_row SELECT n, gen_random_uuid(), '', '', '', now(), repeat('x', 120)"
    " FROM generate_series(0, 1023) n";

#define MOVE                                                                                 \
    "UPDATE null_row SET current = sha256(current), parent = current, salt = sha256(salt), " \
    "moved_at = clock_timestamp() WHERE id = $1"

struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

const char* statement(const std::string& mode)
{
    if (mode == "select") return "SELECT id, email, full_name, created_at FROM account WHERE id = $1";
    if (mode == "write")
        return "WITH moved AS (" MOVE
               " RETURNING id) INSERT INTO null_note (row, made_at) SELECT id, now() FROM moved";
    if (mode == "update") return MOVE;
    return nullptr;
}

class Database {
public:
    explicit Database(const std::string& uri) : handle_{PQconnectdb(uri.c_str())} {}

    void run(const char* sql) { check(Result{PQexec(handle_.get(), sql)}); }
    void prepare(const char* sql) { check(Result{PQprepare(handle_.get(), "it", sql, 0, nullptr)}); }
    std::string ask(const std::string& parameter)
    {
        const char* values[] = {parameter.c_str()};
        const Result result{PQexecPrepared(handle_.get(), "it", 1, values, nullptr, nullptr, 0)};
        check(result);
        return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
    }

private:
    void check(const Result& result)
    {
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            throw sys::Failure{PQerrorMessage(handle_.get())};
    }
    std::unique_ptr<PGconn, Finish> handle_;
};

// What one thread works on: a row nobody else has.
struct Desk {
    Desk(const std::string& uri, const std::string& mode, int number)
        : database{uri}, parameter{std::to_string(number)}
    {
        if (mode == "select") {
            database.prepare("SELECT id FROM account OFFSET $1::int LIMIT 1");
            parameter = database.ask(parameter);
            database.run("DEALLOCATE ALL");
        }
        database.prepare(statement(mode));
    }
    Database database;
    std::string parameter;
};

// About as long as the answer of me, or of refresh.
std::string document(const std::string& mode)
{
    const std::size_t size = mode == "write" || mode == "update" ? 760 : 330;
    return "Status: 200 OK\r\nCache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(size) + "\r\nX-Content-Type-Options: nosniff\r\n\r\n" + "{\"padding\":\"" +
           std::string(size - 14, 'x') + "\"}";
}

struct Plan {
    std::string uri;
    std::string mode;
    unsigned threads;
    int socket;
};

int serve(const Plan& plan, int process, const sys::Log& log)
{
    const std::string text = document(plan.mode);
    std::atomic<int> started = process * 256;
    http::Acceptor acceptor{plan.socket, plan.threads,
                            [&](FCGX_Request& exchange) {
                                if (plan.mode != "null") {
                                    thread_local Desk desk{plan.uri, plan.mode, started++};
                                    desk.database.ask(desk.parameter);
                                }
                                FCGX_PutStr(text.data(), static_cast<int>(text.size()), exchange.out);
                            },
                            log};
    acceptor.run_until_told();
    return 0;
}

}   // namespace

int main(int argc, char** argv)
{
    const auto line = sys::command_line(
        argc, argv, {{"env-file", "socket", "mode", "threads", "processes"}, {}}, std::cerr);
    const auto config = line ? sys::configured(*line, std::cerr) : std::nullopt;
    if (!config) return 2;
    try {
        const std::string mode = line->option("mode", "null");
        const sys::Log log{"null", sys::Level::info};
        const std::string uri = config->text(sys::Key::database);
        if (mode == "write") Database{db::Server::to_migrate(*config).conninfo}.run(tables);   // as the owner
        const Plan plan{uri, mode,
                        unsigned(std::atoi(line->option("threads", mode == "null" ? "8" : "5").c_str())),
                        http::listening_socket(line->option("socket"))};
        const int processes = std::atoi(line->option("processes", "2").c_str());
        return sys::supervise(
            processes, [&](int process) { return serve(plan, process, log); }, log);
    } catch (const sys::Failure& broken) {
        std::cerr << "null-responder: " << broken.what() << '\n';
        return 1;
    }
}
