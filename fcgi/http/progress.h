// Whether the threads of an acceptor get anything done. The watchdog must hear of them: a process whose main
// thread ticks while all others hang answers nobody.
#pragma once
#include <signal.h>

#include <atomic>
#include <cstdint>

#include "fcgi/sys/event.h"
#include "fcgi/sys/notify.h"

namespace http {

class Progress {
public:
    // Readable while an idle thread is wanted to call here().
    int question() const { return question_.get(); }
    // An idle thread: takes the question, and counts. Of several that were woken one gets it.
    void here() noexcept;
    void served() noexcept { ++steps_; }   // a busy one is done with a request
    // Until one of the signals comes; which. As often as is due, the watchdog is told that threads got
    // something done since the last time; when none did it is not told, and soon it ends the process.
    int tell_until(const sigset_t& signals, const sys::Notify& notify) noexcept;

private:
    sys::Event question_;   // throws sys::Failure when it can't be made
    std::atomic<std::uint64_t> steps_ = 0;
};

}   // namespace http
