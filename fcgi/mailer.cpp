// latchkey-mailer: takes letters from the outbox to SMTP or a Maildir. Woken by NOTIFY and by a timer;
// several may run side by side. SIGTERM ends it behind the letter in hand; SIGHUP, and a configuration that
// has become another and is good, makes it begin anew there.
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <optional>

#include "fcgi/db/listener.h"
#include "fcgi/db/migrations.h"
#include "fcgi/net/mail.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/notify.h"
#include "fcgi/sys/signals.h"
#include "fcgi/sys/startup.h"
#include "fcgi/sys/supervisor.h"
#include "handlers/deliver.h"

using namespace std::chrono_literals;

namespace {

// Readable once SIGTERM, SIGINT or SIGHUP has come.
sys::Descriptor signals()
{
    const sigset_t words = sys::signal_set({SIGTERM, SIGINT, SIGHUP});
    if (sigprocmask(SIG_BLOCK, &words, nullptr) != 0) throw sys::Failure{"signals can't be blocked"};
    sys::Descriptor descriptor{signalfd(-1, &words, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (descriptor.get() < 0) throw sys::Failure{"no descriptor for signals"};
    return descriptor;
}

// The signal that came; 0: none.
int told(int descriptor)
{
    signalfd_siginfo signal{};
    return read(descriptor, &signal, sizeof signal) == sizeof signal ? int(signal.ssi_signo) : 0;
}

// Everything that is due, or until a signal comes; which. A lost database is told once and tried again by the
// caller.
int deliver_all(const PostOffice& office, const sys::Notify& notify, int descriptor)
{
    try {
        for (;;) {
            if (const int signal = told(descriptor)) return signal;
            notify.alive();   // a letter takes half a minute at most
            if (!deliver_one(office)) return 0;
        }
    } catch (const sys::Failure& broken) {
        office.log.error("outbox_unreachable", {{"reason", broken.what()}, {"sqlstate", broken.sqlstate()}});
        return 0;
    }
}

// Before what runs is given up, the files of words are read and the database is asked.
std::string objection(const sys::Config& config)
{
    if (const auto read = outbox::read_words(config); !read.problems.empty()) return read.problems.front();
    return db::database_problem(db::Server::of(config), 5s);
}

// The exit status; nothing when it was told to begin anew and may.
std::optional<int> run(const sys::Config& config, const sys::CommandLine& line)
{
    const sys::Log log{"mailer", sys::log_level(config)};
    auto [words, problems] = outbox::read_words(config);
    for (const auto& problem : problems) log.error("words_refused", {{"reason", problem}});
    if (!problems.empty()) return sys::bad_configuration;
    const sys::Notify notify{sys::environment()};
    const sys::Descriptor waiting = signals();
    const net::Library library;
    db::Pool pool{db::Server::of(config), 1, 5s};
    if (const auto problem = db::schema_problem(pool); !problem.empty()) {
        log.error("schema_unknown", {{"reason", problem}});
        return sys::bad_configuration;
    }
    const PostOffice office{config, log, pool, crypto::Keyring{config.text(sys::Key::jwt_keys)},
                            std::move(words)};
    db::Listener listener{db::Server::of(config), "latchkey_outbox"};
    // Letters that wait for their next try wake nobody; nor does a NOTIFY that came while the database was
    // away.
    const auto timer = std::min(std::chrono::seconds{config.number(sys::Key::mail_retry_seconds)}, 5s);
    log.info("started");
    notify.ready();
    for (int word = 0; word != SIGTERM && word != SIGINT;) {
        word = deliver_all(office, notify, waiting.get());
        if (word == SIGHUP && sys::reconfigured(line, objection, log)) {
            notify.renewing();
            log.info("reloading");
            return std::nullopt;
        }
        if (word == 0) listener.wait(timer, waiting.get());
    }
    notify.stopping();
    log.info("stopped");
    return 0;
}

}   // namespace

int main(int argc, char** argv)
{
    sys::begin("latchkey-mailer");
    signal(SIGPIPE, SIG_IGN);   // a mail server that hangs up is told by write()
    const auto line = sys::command_line(argc, argv, {{"env-file"}, {}}, std::cerr);
    if (!line || !line->words.empty()) {
        std::cerr << "usage: latchkey-mailer [--env-file FILE]\n";
        return 2;
    }
    const auto config = sys::configured(*line, std::cerr);
    if (!config) return sys::bad_configuration;
    try {
        if (const auto ended = run(*config, *line)) return *ended;
        sys::begin_anew(argv);
    } catch (const std::exception& broken) {
        std::cerr << "latchkey-mailer: " << broken.what() << '\n';
        return 1;
    }
}
