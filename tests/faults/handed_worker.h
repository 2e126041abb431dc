// latchkey-worker started by a test instead of by the sandbox, on the socket that nginx connects to.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "fcgi/sys/descriptor.h"
#include "tests/harness/sandbox.h"

namespace test {

// Its log is handed.log in the sandbox. It ends with us whatever happens.
class Worker {
public:
    // The socket is its standard input. No env_file: the sandbox's own.
    Worker(const Sandbox& sandbox, const sys::Descriptor& socket, const std::string& processes,
           const std::string& env_file = {});
    // It makes the socket, at that path.
    Worker(const Sandbox& sandbox, const std::string& path);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    int end();   // its exit status, minus the signal that ended it
    int process() const { return process_; }

private:
    void start(const Sandbox& sandbox, int input, std::vector<std::string> options);

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
    const Sandbox& sandbox() const { return sandbox_; }

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
    const Sandbox& sandbox() const { return room_.sandbox(); }

private:
    Room room_;
    sys::Descriptor socket_;
};

// How often they have said that they serve.
int times_started(const Sandbox& sandbox);
// Returns when it serves: one that is told to end before it listens to signals dies of it, as any program
// does.
void start(std::optional<Worker>& worker, const Handed& handed, const std::string& env_file, int processes);

}   // namespace test
