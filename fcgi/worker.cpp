// latchkey-worker: answers the requests nginx hands over, until told to stop. Started with a listening socket
// (systemd, or --socket) it serves many; without one it is plain CGI and serves the one of its environment.
// On SIGHUP, what the configuration is by now counts for all it accepts from then on, once it was found good.
#include <fcgiapp.h>
#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <iostream>

#include "fcgi/crypto/hash_process.h"
#include "fcgi/crypto/lanes.h"
#include "fcgi/db/migrations.h"
#include "fcgi/http/acceptor.h"
#include "fcgi/http/fastcgi.h"
#include "fcgi/net/mail.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/notify.h"
#include "fcgi/sys/startup.h"
#include "fcgi/sys/supervisor.h"
#include "handlers/answer.h"
#include "handlers/follow.h"

using namespace std::chrono_literals;

namespace {

// Two arenas are enough for short requests, and the memory of a password hash goes back at once.
void keep_memory_low()
{
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
}

// What a process needs to answer, in the order in which it must exist.
struct Worker {
    Worker(const sys::Config& config, std::size_t connections, crypto::HashProcess* hashes)
        : log{"worker", sys::log_level(config)}, measures{std::make_unique<Measures>(config, log)},
          pool{db::Server::of(config), connections,
               std::chrono::milliseconds{config.number(sys::Key::database_timeout_ms)}, measures->pool},
          lanes{config.text(sys::Key::hash_lanes_dir), unsigned(config.number(sys::Key::hash_lanes)),
                unsigned(config.number(sys::Key::hash_queue)), measures->lanes, hashes},
          service{make_service(config, log, pool, lanes, std::move(measures))}
    {}

    // False, and says why, when the database has another schema than this program knows.
    bool knows_schema()
    {
        const std::string problem = db::schema_problem(pool);
        if (!problem.empty()) log.error("schema_unknown", {{"reason", problem}});
        return problem.empty();
    }

    net::Library curl;
    sys::Log log;
    std::unique_ptr<Measures> measures;   // until the service takes them
    db::Pool pool;
    crypto::Lanes lanes;
    Service service;
};

// Whoever runs already asks the database too before giving up what he has.
std::string objection(const sys::Config& config)
{
    auto problem = service_problem(config);
    if (!problem.empty()) return problem;
    return db::database_problem(db::Server::of(config),
                                std::chrono::milliseconds{config.number(sys::Key::database_timeout_ms)});
}

// The exit status; nothing when it was told to begin anew and may.
std::optional<int> serve(const sys::Config& config, int socket, const std::function<bool()>& may_renew = {})
{
    try {
        const sys::Notify notify{sys::environment()};
        const sys::Log log{"worker", sys::log_level(config)};
        crypto::HashProcess hashes{unsigned(config.number(sys::Key::hash_lanes)), log};
        Worker worker{config, std::size_t(config.number(sys::Key::database_pool)), &hashes};
        if (!worker.knows_schema()) return sys::bad_configuration;
        const Follower follower{worker.service};
        http::Acceptor acceptor{socket, unsigned(config.number(sys::Key::threads)),
                                [&](FCGX_Request& exchange) {
                                    http::send(exchange, answer(worker.service, http::receive(exchange)));
                                },
                                worker.log};
        worker.log.info("started", {{"threads", config.number(sys::Key::threads)}});
        const bool ends = acceptor.run_until_told(notify, may_renew) == http::Acceptor::Word::stop;
        worker.log.info(ends ? "stopped" : "reloading");
        return ends ? std::optional{0} : std::nullopt;
    } catch (const std::exception& broken) {
        sys::Log{"worker", sys::Level::info}.error("not_started", {{"reason", broken.what()}});
        return 1;
    }
}

int serve_once(const sys::Config& config)
{
    try {
        Worker worker{config, 1, nullptr};   // one hash at most, and nobody whom it could hold up
        const auto request = http::receive_cgi(environ, STDIN_FILENO);
        return http::send_cgi(STDOUT_FILENO, answer(worker.service, request)) ? 0 : 1;
    } catch (const std::exception& broken) {
        sys::Log{"worker", sys::Level::info}.error("not_started", {{"reason", broken.what()}});
        return 1;
    }
}

// Nothing when it is no number from 1 to 256.
std::optional<int> process_count(const std::string& text)
{
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size() || count < 1 || count > 256)
        return std::nullopt;
    return count;
}

// It is begun anew as a whole, since nothing that was made of the old configuration may stay.
int serve_alone(const sys::Config& config, const sys::CommandLine& line, int socket, char* const* argv)
{
    const sys::Log log{"worker", sys::log_level(config)};
    const auto ended =
        serve(config, socket, [&] { return sys::reconfigured(line, objection, log).has_value(); });
    if (ended) return *ended;
    http::hand_on(socket);
    sys::begin_anew(argv);
}

// Each child is made of the configuration that was good last.
int serve_together(const sys::Config& first, const sys::CommandLine& line, int socket, int processes)
{
    std::optional config{first};
    sys::Log log{"worker", sys::log_level(first)};
    const auto may_renew = [&] {
        auto fresh = sys::reconfigured(line, objection, log);
        if (!fresh) return false;
        config.emplace(std::move(*fresh));
        log = sys::Log{"worker", sys::log_level(*config)};
        log.info("reloading");
        return true;
    };
    return sys::supervise(
        processes, [&](int) { return serve(*config, socket).value_or(1); }, log, 30s, may_renew);
}

int serve_many(const sys::Config& config, const sys::CommandLine& line, int processes, char* const* argv)
{
    const std::string path = line.option("socket");
    const int socket = path.empty() ? http::inherited_socket() : http::listening_socket(path);
    if (socket < 0 && !sys::environment().contains("REQUEST_METHOD")) {
        std::cerr << "latchkey-worker: no socket (--socket, systemd) and no request (CGI) to serve\n";
        return 2;
    }
    if (socket < 0) return serve_once(config);
    if (processes == 1) return serve_alone(config, line, socket, argv);
    return serve_together(config, line, socket, processes);
}

}   // namespace

int main(int argc, char** argv)
{
    keep_memory_low();
    sys::begin("latchkey-worker");
    const auto line = sys::command_line(argc, argv, {{"env-file", "socket", "processes"}, {}}, std::cerr);
    const auto processes = line ? process_count(line->option("processes", "1")) : std::nullopt;
    if (!processes || !line->words.empty()) {
        std::cerr << "usage: latchkey-worker [--env-file FILE] [--socket PATH [--processes N]]\n";
        return 2;
    }
    const auto config = sys::configured(*line, std::cerr);
    if (!config) return sys::bad_configuration;
    if (const auto problem = service_problem(*config); !problem.empty()) {
        std::cerr << problem << '\n';
        return sys::bad_configuration;
    }
    try {
        return serve_many(*config, *line, *processes, argv);
    } catch (const sys::Failure& broken) {
        std::cerr << "latchkey-worker: " << broken.what() << '\n';
        return 1;
    }
}
