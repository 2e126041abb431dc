#include "fcgi/http/acceptor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "fcgi/sys/failure.h"
#include "fcgi/sys/signals.h"

namespace http {

namespace {

constexpr timeval patience_with_peer{5, 0};   // for each read and write
constexpr int pause_after_trouble = 50;       // milliseconds
constexpr unsigned waits_at_a_place = 32;
// Whoever shares the listening socket may make it one that waits, as systemd does whenever it starts another
// worker: O_NONBLOCK belongs to all of them, and accept4 takes no flag instead.
constexpr timeval patience_with_listener{1, 0};

[[noreturn]] void fail(const char* what)
{
    throw sys::Failure{std::string{what} + ": " + std::system_category().message(errno)};
}

// Who waits longest for a connection is woken first, as long as it is free: a place in that line is kept, so
// that few threads have much to do, but not for ever, or the process that came first would have it all.
constexpr std::uint32_t one_of_those_waiting = EPOLLIN | EPOLLEXCLUSIVE;

bool watches(int epoll, int descriptor, std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void watch(int epoll, int descriptor, std::uint32_t events)
{
    if (!watches(epoll, descriptor, events)) fail("epoll_ctl");
}

// A connection that broke before it was accepted, or that another thread or process took.
bool is_lost_race(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ECONNABORTED ||
           error == EPROTO;
}

void limit_patience(int connection)
{
    for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO})
        ::setsockopt(connection, SOL_SOCKET, option, &patience_with_peer, sizeof patience_with_peer);
}

}   // namespace

// One of the places for kept connections, taken at the first answer and given back with the connection.
class Acceptor::KeptPlace {
public:
    KeptPlace(std::atomic<unsigned>& kept, unsigned most) : kept_{kept}, most_{most} {}
    ~KeptPlace()
    {
        if (held_) --kept_;
    }
    KeptPlace(const KeptPlace&) = delete;
    KeptPlace& operator=(const KeptPlace&) = delete;

    bool take()
    {
        if (held_) return true;
        if (kept_.fetch_add(1) < most_) return held_ = true;
        --kept_;
        return false;
    }

private:
    std::atomic<unsigned>& kept_;
    const unsigned most_;
    bool held_ = false;
};

Acceptor::Acceptor(int socket, unsigned threads, std::function<void(FCGX_Request&)> serve,
                   const sys::Log& log)
    : socket_{socket},
      most_kept_{threads * 3 / 4}, threads_{threads + most_kept_}, serve_{std::move(serve)}, log_{log}
{
    const int flags = ::fcntl(socket_, F_GETFL);
    if (flags < 0 || ::fcntl(socket_, F_SETFL, flags | O_NONBLOCK) != 0 ||
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience_with_listener,
                     sizeof patience_with_listener) != 0)
        fail("listening socket");
    initialise_libfcgi();
}

void Acceptor::tell() noexcept
{
    told_ = true;
    end_.tell();
}

// One for each thread, all made before the first starts: later there may be no descriptors left.
std::vector<sys::Descriptor> Acceptor::waiting_places() const
{
    std::vector<sys::Descriptor> places(threads_);
    for (sys::Descriptor& place : places) {
        place = sys::Descriptor{::epoll_create1(EPOLL_CLOEXEC)};
        if (!place) fail("epoll_create1");
        watch(place.get(), end_.get(), EPOLLIN);
        watch(place.get(), socket_, one_of_those_waiting);
        watch(place.get(), progress_.question(), one_of_those_waiting);
    }
    return places;
}

Acceptor::Word Acceptor::run_until_told(const sys::Notify& notify, const std::function<bool()>& may_renew)
{
    sigset_t words = sys::signal_set({SIGTERM, SIGINT});
    if (may_renew) ::sigaddset(&words, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &words, nullptr);
    const std::vector<sys::Descriptor> places = waiting_places();
    std::vector<std::jthread> threads;
    struct Telling {   // goes before the threads are joined, also when one of them could not be started
        Acceptor& acceptor;
        ~Telling() { acceptor.tell(); }
    } telling{*this};
    start_threads(places, threads);
    notify.ready();
    return wait_for_word(words, notify, may_renew);
}

Acceptor::Word Acceptor::wait_for_word(const sigset_t& words, const sys::Notify& notify,
                                       const std::function<bool()>& may_renew)
{
    while (progress_.tell_until(words, notify) == SIGHUP) {
        if (!may_renew()) continue;
        notify.renewing();
        return Word::renew;
    }
    notify.stopping();
    return Word::stop;
}

void Acceptor::start_threads(const std::vector<sys::Descriptor>& places, std::vector<std::jthread>& threads)
{
    const sys::SignalsBlocked blocked;
    try {
        for (const sys::Descriptor& place : places)
            threads.emplace_back([this, epoll = place.get()] { accept_until_told(epoll); });
    } catch (const std::system_error& broken) {
        throw sys::Failure{std::string{"cannot start a thread: "} + broken.what()};
    }
}

// A thread's life. noexcept: memory so short that even accepting fails ends the process, which is replaced.
void Acceptor::accept_until_told(int epoll) noexcept
{
    Exchange exchange;
    for (unsigned waits = 1; wait_for_connection(epoll); ++waits) {
        // While there are connections no time is lost with waiting for one.
        while (auto connection = told_ ? sys::Descriptor{} : take_connection())
            serve_connection(exchange, std::move(connection));
        if (waits % waits_at_a_place == 0) line_up_again(epoll);
    }
}

void Acceptor::line_up_again(int epoll)
{
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket_, nullptr);
    while (!told_ && !watches(epoll, socket_, one_of_those_waiting)) wait_out(errno);
}

void Acceptor::wait_out(int trouble)
{
    complain(trouble);
    pollfd end{end_.get(), POLLIN, 0};
    ::poll(&end, 1, pause_after_trouble);
}

bool Acceptor::wait_for_connection(int epoll)
{
    epoll_event event{};
    while (!told_) {
        const int ready = ::epoll_wait(epoll, &event, 1, -1);
        if (ready > 0 && event.data.fd == progress_.question()) progress_.here();
        if (ready > 0 && event.data.fd == socket_) return !told_;
    }
    return false;
}

sys::Descriptor Acceptor::take_connection()
{
    sys::Descriptor connection{::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)};
    if (connection) {
        limit_patience(connection.get());
    } else if (const int error = errno; !is_lost_race(error)) {
        wait_out(error);
    }
    return connection;
}

// Once a second at most, over all threads.
void Acceptor::complain(int error)
{
    using namespace std::chrono;
    const auto now = duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
    auto last = last_complaint_.load();
    if (last != now && last_complaint_.compare_exchange_strong(last, now))
        log_.error("accept_failed", {{"errno", error}, {"why", ::strerrorname_np(error)}});
}

void Acceptor::serve_one(FCGX_Request& request) noexcept
{
    try {
        serve_(request);
    } catch (const std::exception& broken) {
        log_.error("request_failed", {{"why", broken.what()}});
    } catch (...) {
        log_.error("request_failed");
    }
}

void Acceptor::serve_connection(Exchange& exchange, sys::Descriptor connection)
{
    KeptPlace place{kept_, most_kept_};
    exchange.adopt(std::move(connection));
    while (exchange.next()) {
        FCGX_Request& request = exchange.request();
        serve_one(request);
        progress_.served();
        if (request.keepConnection && (told_ || !place.take())) request.keepConnection = 0;
        if (!exchange.finish()) return;
        if (!wait_for_next(request.ipcFd)) return exchange.drop();
    }
}

// False when the word to end came first. A request that is there already is served all the same.
bool Acceptor::wait_for_next(int connection)
{
    pollfd ready[] = {{connection, POLLIN, 0}, {end_.get(), POLLIN, 0}};
    while (::poll(ready, std::size(ready), -1) < 0) {
    }
    return ready[0].revents != 0;
}

}   // namespace http
