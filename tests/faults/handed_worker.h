// latchkey-worker started by a test instead of by the sandbox, on the socket that nginx connects to.
#pragma once
#include <string>
#include <vector>

#include "fcgi/sys/descriptor.h"
#include "tests/harness/sandbox.h"

namespace test {

// Its log is handed.log in the sandbox. It ends with us whatever happens.
class Worker {
public:
    // The socket is its standard input.
    Worker(const Sandbox& sandbox, const sys::Descriptor& socket, const std::string& processes);
    // It makes the socket, at that path.
    Worker(const Sandbox& sandbox, const std::string& path);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    int end();   // its exit status, minus the signal that ended it
    int process() const { return process_; }

private:
    void start(const Sandbox& sandbox, int input, const std::vector<std::string>& options);

    int process_ = 0;
};

// The sandbox's own workers make room, and come back.
class Room {
public:
    explicit Room(const Sandbox& sandbox);
    ~Room();
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    std::string path() const;   // of the socket nginx connects to

private:
    const Sandbox& sandbox_;
};

// Such room with a socket in it.
class Handed {
public:
    explicit Handed(const Sandbox& sandbox);
    ~Handed();
    Handed(const Handed&) = delete;
    Handed& operator=(const Handed&) = delete;
    const sys::Descriptor& socket() const { return socket_; }

private:
    Room room_;
    sys::Descriptor socket_;
};

// How often they have said that they serve.
int times_started(const Sandbox& sandbox);

}   // namespace test
