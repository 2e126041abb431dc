// libfcgi's side of a connection. Its own way of accepting and closing is not used: see acceptor.h.
#pragma once
#include <fcgiapp.h>

#include "fcgi/sys/descriptor.h"

namespace http {

// Once in a process, before the first Exchange. libfcgi's handlers for SIGTERM and SIGUSR1 are undone,
// SIGPIPE is ignored from here on. Throws sys::Failure.
void initialise_libfcgi();

// Owns libfcgi's side of one connection after the other.
class Exchange {
public:
    Exchange();
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    void adopt(sys::Descriptor connection);
    // Reads parameters. False: the peer left, was silent or spoke no FastCGI, and the connection is closed.
    bool next();
    // The answer is complete. True when the connection is open still.
    bool finish();
    // At once: libfcgi's own way waits up to 2 s for the peer to close, which only an answer underway is
    // worth.
    void drop();
    FCGX_Request& request() { return request_; }

private:
    FCGX_Request request_;
};

}   // namespace http
