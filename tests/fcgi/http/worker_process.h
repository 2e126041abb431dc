// An acceptor in a process of its own for tests, so that signals reach it and not the tests.
#pragma once
#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include "fcgi/http/acceptor.h"
#include "tests/fcgi/http/fastcgi_peer.h"

namespace acceptor_test {

using Steady = std::chrono::steady_clock;
using Serve = void (*)(FCGX_Request&);

// The parameter NAME, a colon, the body.
inline void echo(FCGX_Request& request)
{
    for (char** entry = request.envp; *entry; ++entry)
        if (std::strncmp(*entry, "NAME=", 5) == 0) ::FCGX_PutS(*entry + 5, request.out);
    ::FCGX_PutChar(':', request.out);
    for (int c; (c = ::FCGX_GetChar(request.in)) >= 0;) ::FCGX_PutChar(c, request.out);
}

inline void echo_slowly(FCGX_Request& request)
{
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    echo(request);
}

// Exit code, or minus the signal; SIGALRM of a process that had not ended within half a minute.
inline int exit_of(pid_t process)
{
    const auto patience = Steady::now() + std::chrono::seconds{30};
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(process, &status, WNOHANG)) == 0 && Steady::now() < patience)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    if (ended == 0) {
        ::kill(process, SIGKILL);
        ::waitpid(process, &status, 0);
        return -SIGALRM;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

class WorkerProcess {
public:
    WorkerProcess()
    {
        char name[] = "/tmp/acceptor_test.XXXXXX";
        directory_ = ::mkdtemp(name);
        path_ = directory_ + "/socket";
        socket_ = sys::Descriptor{http::listening_socket(path_)};
    }
    ~WorkerProcess()
    {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            exit_of(process_);
        }
        ::unlink(path_.c_str());
        ::rmdir(directory_.c_str());
    }
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    const std::string& path() const { return path_; }
    pid_t process() const { return process_; }
    static constexpr int renewed = 50;   // exit code of one that was told to begin anew
    std::function<bool()> may_renew;     // asked by those started from now on
    sys::Environment watched;            // what systemd would say of itself to those started from now on

    // Another process that accepts on the same socket; the caller's to end.
    pid_t spawn(unsigned threads, Serve serve, int log = -1) const
    {
        const pid_t process = ::fork();
        if (process != 0) return process;
        const sys::Log lines{"worker", sys::Level::info, log};
        http::Acceptor acceptor{socket_.get(), threads, serve, lines};
        const auto word = acceptor.run_until_told(sys::Notify{watched}, may_renew);
        ::_exit(word == http::Acceptor::Word::stop ? 0 : renewed);
    }
    void start(unsigned threads, Serve serve, int log = -1)
    {
        process_ = spawn(threads, serve, log);
        if (serve == echo) once("up?", "");
    }
    void tell(int number = SIGTERM) const { ::kill(process_, number); }
    // How long it takes to end when told; an hour when it does not end well.
    Steady::duration stop(int number = SIGTERM)
    {
        const auto told = Steady::now();
        tell(number);
        const int code = exit_of(process_);
        process_ = -1;
        return code == 0 ? Steady::now() - told : std::chrono::hours{1};
    }
    // From now on accepting waits for somebody to come.
    void make_socket_wait() const
    {
        ::fcntl(socket_.get(), F_SETFL, ::fcntl(socket_.get(), F_GETFL) & ~O_NONBLOCK);
    }
    void forget() { process_ = -1; }
    std::string once(std::string_view name, std::string_view body) const
    {
        Peer peer{path_};
        peer.ask(name, body);
        return peer.answer();
    }

private:
    std::string directory_;
    std::string path_;
    sys::Descriptor socket_;
    pid_t process_ = -1;
};

}   // namespace acceptor_test
