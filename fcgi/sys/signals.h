// Signals belong to main, which waits for them: no handler ever runs, and threads of ours are born with all
// of them blocked.
#pragma once
#include <signal.h>

#include <chrono>
#include <initializer_list>
#include <optional>

namespace sys {

sigset_t signal_set(std::initializer_list<int> numbers);

// The next of these signals, which the caller holds blocked; 0 when the time was over, or the wait broken
// off, first. Without a time it waits for ever.
int next_signal(const sigset_t& signals, std::optional<std::chrono::nanoseconds> within) noexcept;

// While it lives this thread takes no signal, and those it starts never will.
class SignalsBlocked {
public:
    SignalsBlocked()
    {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_;
};

}   // namespace sys
