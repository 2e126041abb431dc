#include "fcgi/http/exchange.h"

#include <signal.h>

#include <utility>

#include "fcgi/sys/failure.h"
#include "fcgi/sys/signals.h"

namespace http {

// FCGX_Init puts in handlers that swallow SIGTERM and SIGUSR1. Signals that come meanwhile wait.
void initialise_libfcgi()
{
    const sys::SignalsBlocked meanwhile;
    struct sigaction terminate, user, ignore{};
    ::sigaction(SIGTERM, nullptr, &terminate);
    ::sigaction(SIGUSR1, nullptr, &user);
    const int result = ::FCGX_Init();
    ::sigaction(SIGTERM, &terminate, nullptr);
    ::sigaction(SIGUSR1, &user, nullptr);
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, nullptr);
    if (result != 0) throw sys::Failure{"FCGX_Init failed"};
}

// The listening socket is none, so that libfcgi never accepts by itself but fails.
Exchange::Exchange()
{
    ::FCGX_InitRequest(&request_, -1, FCGI_FAIL_ACCEPT_ON_INTR);
}

Exchange::~Exchange()
{
    drop();
    ::FCGX_Free(&request_, 0);
}

// keepConnection makes FCGX_Accept_r go on with the connection instead of closing it as a finished one.
void Exchange::adopt(sys::Descriptor connection)
{
    request_.ipcFd = connection.release();
    request_.keepConnection = 1;
}

bool Exchange::next()
{
    return ::FCGX_Accept_r(&request_) == 0;
}

// libfcgi would wait until the peer closes, so that nothing unread of it resets the connection under the
// answer; where all was read, nothing can.
bool Exchange::finish()
{
    const bool quick = !request_.keepConnection && FCGX_HasSeenEOF(request_.in) == EOF;
    if (quick) request_.keepConnection = 1;
    ::FCGX_Finish_r(&request_);
    if (quick) drop();
    return request_.ipcFd >= 0;
}

void Exchange::drop()
{
    const sys::Descriptor connection{std::exchange(request_.ipcFd, -1)};
}

}   // namespace http
