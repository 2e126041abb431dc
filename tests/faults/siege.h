// What the fault tests share: the sandbox they break, and people who go on asking while it breaks.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/harness/mount.h"
#include "tests/harness/people.h"
#include "tests/harness/sandbox.h"

namespace test {

using namespace std::chrono_literals;

// Three workers and mail to a Maildir. Each test leaves it well again.
Sandbox& battered();
// Two workers of 32 threads, dear passwords of which one is hashed and two wait in each worker, and mail to
// an SMTP server on a port where nobody listens until a test does.
Sandbox& narrow();
std::uint16_t smtp_port();   // that port

int service_pid(const Sandbox& sandbox, const std::string& service);   // 0 when it does not run
std::vector<int> children_of(int process);
std::string sandbox_program(const std::string& name);   // its path
std::string contents(const std::string& file);
std::string socket_directory(const Sandbox& sandbox);
bool within(std::chrono::milliseconds patience, const std::function<bool()>& is_so);
long count(const Sandbox& sandbox, const std::string& from_where);   // SELECT count(*) FROM ...

struct Timed {
    Answer answer;
    std::chrono::milliseconds took{};
};
Timed timed(const std::function<Answer()>& ask);

// 503, Retry-After and nothing that tells more, within so much time.
void expect_unavailable(const Timed& timed, std::chrono::milliseconds limit, const std::string& what);

// Threads that do the same over and over until told to stop; step gets a front end of its own and the numbers
// of thread and turn, and gives an answer to keep. It must not assert: it is not the test's thread.
class Crowd {
public:
    using Step = std::function<Answer(Mount& auth, int thread, int turn)>;
    Crowd(const Sandbox& sandbox, int threads, const Step& step);
    ~Crowd() { stop(); }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    std::vector<Answer> stop();   // all answers
    std::size_t answered() const;

private:
    mutable std::mutex mutex_;
    std::vector<Answer> answers_;
    std::atomic<bool> over_ = false;
    std::vector<std::jthread> threads_;
};

}   // namespace test
