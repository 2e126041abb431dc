// Accepts FastCGI connections and hands requests to threads; on SIGTERM or SIGINT it drains: what was
// accepted is answered, what was not stays in the socket's queue for whoever accepts there next. So it does
// on SIGHUP, where the caller wants to begin anew.
//
// Each thread waits in an epoll of its own for the shared listening socket and for the word to end, so it is
// never inside accept() when that word comes, and no signal ever interrupts it: threads block them all.
// Connections are accepted here and given to libfcgi (FCGX_Request::ipcFd), because only so a silent peer
// meets a time limit before its first byte; FCGI_WEB_SERVER_ADDRS is therefore not looked at.
//
// A connection the peer wants to keep (FCGI_KEEP_CONN) binds its thread until it closes. There are three
// quarters as many threads more than asked for, and no more than those are bound so: a further connection is
// closed behind its answer, and new ones always find as many threads as were asked for. On drain an idle kept
// connection is closed at once and a busy one behind its answer. A peer that sends its next request on it in
// that very moment finds it closed: nginx then tries GET and HEAD again elsewhere, but not POST, so keep
// connections for requests that only read.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "fcgi/http/exchange.h"
#include "fcgi/http/progress.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/event.h"
#include "fcgi/sys/log.h"
#include "fcgi/sys/notify.h"

namespace http {

class Acceptor {
public:
    // socket: listening; stays the caller's, is made non-blocking. serve: answers one request, called by all
    // threads at once; what it throws is logged and ends that request only. threads: for connections that are
    // not kept, >= 1.
    // libfcgi's handlers for SIGTERM and SIGUSR1 are undone, SIGPIPE is ignored from here on.
    Acceptor(int socket, unsigned threads, std::function<void(FCGX_Request&)> serve, const sys::Log& log);
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    enum class Word { stop, renew };
    // Serves until SIGTERM or SIGINT comes, or SIGHUP and may_renew says that the program can begin anew;
    // while it says no, as when nobody gave one, SIGHUP changes nothing. Throws sys::Failure when it cannot
    // begin. Call it once, while no other thread exists that could take the signal. All stay blocked
    // afterwards: a second one must not cut short what main does at the end. systemd is told when it serves,
    // that it stops, and, while threads take what there is to do, that it lives.
    Word run_until_told(const sys::Notify& notify = {}, const std::function<bool()>& may_renew = {});

private:
    class KeptPlace;

    std::vector<sys::Descriptor> waiting_places() const;
    Word wait_for_word(const sigset_t& words, const sys::Notify& notify,
                       const std::function<bool()>& may_renew);
    void start_threads(const std::vector<sys::Descriptor>& places, std::vector<std::jthread>& threads);
    void accept_until_told(int epoll) noexcept;
    bool wait_for_connection(int epoll);
    void line_up_again(int epoll);
    sys::Descriptor take_connection();
    void serve_connection(Exchange& exchange, sys::Descriptor connection);
    bool wait_for_next(int connection);
    void serve_one(FCGX_Request& request) noexcept;
    void wait_out(int trouble);
    void complain(int error);
    void tell() noexcept;

    const int socket_;
    const unsigned most_kept_;
    const unsigned threads_;
    const std::function<void(FCGX_Request&)> serve_;
    const sys::Log& log_;
    Progress progress_;
    sys::Event end_;   // told by the word to end, and never taken
    std::atomic<bool> told_ = false;
    std::atomic<unsigned> kept_ = 0;
    std::atomic<std::int64_t> last_complaint_ = -1;   // seconds of the steady clock
};

// Makes a unix socket that only owner and group may use and listens on it; one that was handed on is used
// again. A socket at path on which nobody accepts is replaced; anything else there is left alone. Throws
// sys::Failure.
int listening_socket(const std::string& path);

// The listening socket this process was started with: descriptor 3 from systemd (LISTEN_FDS), else standard
// input when it is one, else -1: started as plain CGI or by hand.
int inherited_socket();

// Lets the listening socket outlive this program: the one executed next finds it by the function of those two
// that found it. Throws sys::Failure.
void hand_on(int socket);

}   // namespace http
