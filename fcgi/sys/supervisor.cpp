#include "fcgi/sys/supervisor.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fcgi/sys/signals.h"

namespace sys {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Holds back the signals a supervisor waits for, and puts mask and dispositions back when it goes.
class HeldSignals {
public:
    HeldSignals()
    {
        ::pthread_sigmask(SIG_BLOCK, &held_, &mask_);
        struct sigaction plain {};   // an inherited SIG_IGN would let the kernel reap children unseen
        plain.sa_handler = SIG_DFL;
        ::sigaction(SIGCHLD, &plain, &child_ended_);
    }
    ~HeldSignals() { restore(); }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    void restore() const
    {
        ::sigaction(SIGCHLD, &child_ended_, nullptr);
        ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
    }

    int next(std::optional<std::chrono::nanoseconds> pause) const { return next_signal(held_, pause); }

private:
    const sigset_t held_ = signal_set({SIGTERM, SIGINT, SIGHUP, SIGCHLD});
    sigset_t mask_;
    struct sigaction child_ended_;
};

struct Child {
    pid_t process = -1;   // -1: not running
    Steady::time_point started{};
    Steady::time_point due{};                     // when to start it
    int short_lives = 0;                          // in a row
    bool outdated = false;                        // to be replaced
    std::optional<Steady::time_point> kill_due;   // once it was told to make room

    bool runs() const { return process > 0; }
};

// The first restart is at once.
milliseconds pause_after(int short_lives)
{
    if (short_lives < 2) return milliseconds{0};
    return std::min(milliseconds{100} * (1 << std::min(short_lives - 2, 6)), milliseconds{5000});
}

class Supervisor {
public:
    Supervisor(int count, const std::function<int(int)>& body, const Log& log, milliseconds patience,
               const std::function<bool()>& may_renew)
        : body_{body}, log_{log}, patience_{patience}, may_renew_{may_renew},
          children_(static_cast<std::size_t>(count))
    {}

    int run();

private:
    void start_due();
    void start(int index);
    [[noreturn]] void become_child(int index, pid_t parent) const;
    void reap();
    void note_end(int index, int status);
    void plan_restart(Child& child) const;
    void obey(int number);
    void renew();
    void replace_next();
    void kill_late();
    void stop(int result);
    void signal_all(int number) const;
    std::optional<Steady::duration> pause() const;
    bool finished() const;

    const std::function<int(int)>& body_;
    const Log& log_;
    const milliseconds patience_;
    const std::function<bool()>& may_renew_;
    const HeldSignals signals_;
    std::vector<Child> children_;
    std::optional<int> result_;       // once stopping
    Steady::time_point kill_due_{};   // once stopping
};

void Supervisor::become_child(int index, pid_t parent) const
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(0);   // it died before the line above
    signals_.restore();
    int code = 1;
    try {
        code = body_(index);
    } catch (const std::exception& broken) {
        log_.error("child_failed", {{"child", index}, {"why", broken.what()}});
    } catch (...) {
        log_.error("child_failed", {{"child", index}});
    }
    ::_exit(code);
}

void Supervisor::start(int index)
{
    Child& child = children_[static_cast<std::size_t>(index)];
    const pid_t parent = ::getpid();
    child.started = Steady::now();
    const pid_t process = ::fork();
    if (process == 0) become_child(index, parent);
    child.process = process;
    child.outdated = false;
    if (process > 0) return;
    log_.error("fork_failed", {{"child", index}, {"errno", errno}});
    ++child.short_lives;
    child.due = child.started + std::max(pause_after(child.short_lives), milliseconds{100});
}

void Supervisor::start_due()
{
    const auto now = Steady::now();
    for (std::size_t i = 0; i < children_.size(); ++i)
        if (!children_[i].runs() && children_[i].due <= now) start(static_cast<int>(i));
}

void Supervisor::plan_restart(Child& child) const
{
    const auto now = Steady::now();
    if (std::exchange(child.kill_due, std::nullopt)) {   // as it was told
        child.due = now;
        return;
    }
    child.short_lives = now - child.started < std::chrono::seconds{1} ? child.short_lives + 1 : 0;
    child.due = now + pause_after(child.short_lives);
}

void Supervisor::note_end(int index, int status)
{
    Child& child = children_[static_cast<std::size_t>(index)];
    const Level level = result_ || child.kill_due ? Level::info : Level::warning;
    const bool left = WIFEXITED(status);
    log_.write(level, "child_ended",
               {{"child", index},
                {"pid", child.process},
                {left ? "code" : "signal", left ? WEXITSTATUS(status) : WTERMSIG(status)}});
    child.process = -1;
    plan_restart(child);
    if (!result_ && left && WEXITSTATUS(status) == bad_configuration) stop(bad_configuration);
}

// Asks for its own children only: others may belong to the caller.
void Supervisor::reap()
{
    for (std::size_t i = 0; i < children_.size(); ++i) {
        int status = 0;
        if (children_[i].runs() && ::waitpid(children_[i].process, &status, WNOHANG) == children_[i].process)
            note_end(static_cast<int>(i), status);
    }
}

void Supervisor::renew()
{
    if (result_ || !may_renew_ || !may_renew_()) return;
    for (Child& child : children_) child.outdated = true;
}

// One at a time: the others go on serving.
void Supervisor::replace_next()
{
    if (result_ || std::ranges::any_of(children_, [](const Child& c) { return c.kill_due || !c.runs(); }))
        return;
    const auto next = std::ranges::find_if(children_, &Child::outdated);
    if (next == children_.end()) return;
    next->kill_due = Steady::now() + patience_;
    ::kill(next->process, SIGTERM);
}

void Supervisor::signal_all(int number) const
{
    for (const Child& child : children_)
        if (child.runs()) ::kill(child.process, number);
}

void Supervisor::stop(int result)
{
    if (result_) return;
    result_ = result;
    kill_due_ = Steady::now() + patience_;
    signal_all(SIGTERM);
}

bool Supervisor::finished() const
{
    return result_ && std::ranges::none_of(children_, &Child::runs);
}

std::optional<Steady::duration> Supervisor::pause() const
{
    const auto now = Steady::now();
    if (result_) return kill_due_ - now;
    std::optional<Steady::duration> shortest;
    for (const Child& child : children_) {
        const auto due = child.runs() ? child.kill_due : std::optional{child.due};
        if (due) shortest = std::min(shortest.value_or(*due - now), *due - now);
    }
    return shortest;
}

void Supervisor::obey(int number)
{
    if (number == SIGTERM || number == SIGINT) stop(0);
    if (number == SIGHUP) renew();
}

void Supervisor::kill_late()
{
    const auto now = Steady::now();
    if (result_ && now >= kill_due_) {
        log_.error("children_killed", {{"patience_ms", patience_.count()}});
        signal_all(SIGKILL);
        kill_due_ = now + patience_;
    }
    for (Child& child : children_)
        if (!result_ && child.runs() && child.kill_due && now >= *child.kill_due) {
            log_.error("children_killed", {{"patience_ms", patience_.count()}, {"pid", child.process}});
            ::kill(child.process, SIGKILL);
            child.kill_due = now + patience_;
        }
}

int Supervisor::run()
{
    for (;;) {
        if (!result_) start_due();
        if (finished()) return *result_;
        replace_next();
        obey(signals_.next(pause()));
        reap();
        kill_late();
    }
}

}   // namespace

int supervise(int count, const std::function<int(int)>& child, const Log& log, milliseconds patience,
              const std::function<bool()>& may_renew)
{
    return Supervisor{count, child, log, patience, may_renew}.run();
}

}   // namespace sys
