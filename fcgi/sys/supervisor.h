// Keeps a number of child processes alive, each a fork of this one. Call it before any thread exists: a fork
// copies only the thread that calls. It takes signals by waiting for them, never in a handler.
#pragma once
#include <chrono>
#include <functional>

#include "fcgi/sys/log.h"

namespace sys {

inline constexpr int bad_configuration = 78;   // exit code of a child no restart can help (EX_CONFIG)

// Runs child(0) .. child(count - 1) in processes of their own; what child returns is the exit code. A child
// that ends unasked is started anew: at once, or after a pause that doubles from 0.1 s to 5 s when it keeps
// ending within a second. SIGTERM or SIGINT: sends SIGTERM to all, SIGKILL after patience, and returns 0 when
// all are gone. A child ends with bad_configuration: the same, and returns that.
// SIGHUP: when may_renew says so, the children are replaced one after another, by SIGTERM, or SIGKILL after
// patience; else, as when nobody gave one, it is ignored.
// A child starts with the signal mask of this call and gets SIGTERM when this process dies. It leaves by
// _exit: what it left in stdio buffers is lost.
int supervise(int count, const std::function<int(int index)>& child, const Log& log,
              std::chrono::milliseconds patience = std::chrono::seconds{30},
              const std::function<bool()>& may_renew = {});

}   // namespace sys
