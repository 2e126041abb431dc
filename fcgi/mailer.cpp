// latchkey-mailer: takes letters from the outbox to SMTP or a Maildir. Woken by NOTIFY and by a timer;
// several may run side by side. SIGTERM ends it behind the letter in hand.
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "fcgi/db/listener.h"
#include "fcgi/db/migrations.h"
#include "fcgi/net/mail.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/notify.h"
#include "fcgi/sys/startup.h"
#include "fcgi/sys/supervisor.h"
#include "handlers/deliver.h"

using namespace std::chrono_literals;

namespace {

// Readable once SIGTERM or SIGINT has come.
sys::Descriptor end_signal()
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    if (sigprocmask(SIG_BLOCK, &ends, nullptr) != 0) throw sys::Failure{"signals can't be blocked"};
    sys::Descriptor descriptor{signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (descriptor.get() < 0) throw sys::Failure{"no descriptor for signals"};
    return descriptor;
}

bool told_to_end(int descriptor)
{
    signalfd_siginfo told{};
    return read(descriptor, &told, sizeof told) == sizeof told;
}

// Everything that is due, or until told to end. A lost database is told once and tried again by the caller.
bool deliver_all(const PostOffice& office, const sys::Notify& notify, int end)
{
    try {
        while (!told_to_end(end)) {
            notify.alive();   // a letter takes half a minute at most
            if (!deliver_one(office)) return true;
        }
        return false;
    } catch (const sys::Failure& broken) {
        office.log.error("outbox_unreachable", {{"reason", broken.what()}, {"sqlstate", broken.sqlstate()}});
        return true;
    }
}

int run(const sys::Config& config)
{
    const sys::Log log{"mailer", sys::log_level(config)};
    auto [words, problems] = outbox::read_words(config);
    for (const auto& problem : problems) log.error("words_refused", {{"reason", problem}});
    if (!problems.empty()) return sys::bad_configuration;
    const sys::Notify notify{sys::environment()};
    const sys::Descriptor end = end_signal();
    const net::Library library;
    db::Pool pool{config.text(sys::Key::database), 1, 5s};
    if (const auto problem = db::schema_problem(pool); !problem.empty()) {
        log.error("schema_unknown", {{"reason", problem}});
        return sys::bad_configuration;
    }
    const PostOffice office{config, log, pool, crypto::Keyring{config.text(sys::Key::jwt_keys)},
                            std::move(words)};
    db::Listener listener{config.text(sys::Key::database), "latchkey_outbox"};
    // Letters that wait for their next try wake nobody; nor does a NOTIFY that came while the database was
    // away.
    const auto timer = std::min(std::chrono::seconds{config.number(sys::Key::mail_retry_seconds)}, 5s);
    log.info("started");
    notify.ready();
    while (deliver_all(office, notify, end.get())) listener.wait(timer, end.get());
    notify.stopping();
    log.info("stopped");
    return 0;
}

}   // namespace

int main(int argc, char** argv)
{
    signal(SIGHUP, SIG_IGN);    // a terminal that closes is no reason to stop; there is nothing to reload yet
    signal(SIGPIPE, SIG_IGN);   // a mail server that hangs up is told by write()
    const auto line = sys::command_line(argc, argv, {{"env-file"}, {}}, std::cerr);
    if (!line || !line->words.empty()) {
        std::cerr << "usage: latchkey-mailer [--env-file FILE]\n";
        return 2;
    }
    const auto config = sys::configured(*line, std::cerr);
    if (!config) return sys::bad_configuration;
    try {
        return run(*config);
    } catch (const std::exception& broken) {
        std::cerr << "latchkey-mailer: " << broken.what() << '\n';
        return 1;
    }
}
