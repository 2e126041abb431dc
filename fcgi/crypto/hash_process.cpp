#include "fcgi/crypto/hash_process.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <system_error>
#include <thread>
#include <tuple>

#include "fcgi/sys/failure.h"
#include "fcgi/sys/signals.h"

namespace crypto {
namespace {

constexpr const char* its_name = "latchkey-hashes";   // 15 bytes, all that the kernel keeps
constexpr int niceness = 10;                          // a tenth of what another process of the core gets

// In front of password and salt. Both ends are one program, so it travels as it lies in memory.
struct Heading {
    Cost cost;
    std::size_t size;   // of what is derived, bytes
    std::size_t password;
};

// An answer is one of these, and the derived bytes behind the first.
constexpr char derived = 'd';
constexpr char refused = 'r';

void cleanse(std::string& secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
}

std::string answer(std::string_view job)
{
    Heading heading;
    std::memcpy(&heading, job.data(), sizeof heading);
    const auto text = job.substr(sizeof heading);
    try {
        return derived + scrypt(text.substr(0, heading.password), text.substr(heading.password), heading.cost,
                                heading.size);
    } catch (const std::exception&) {
        return {refused};
    }
}

// A lane's thread, until the other end is closed.
void work(int lane)
{
    for (;;) {
        const ssize_t size = ::recv(lane, nullptr, 0, MSG_PEEK | MSG_TRUNC);
        if (size < ssize_t(sizeof(Heading))) return;
        std::string job(std::size_t(size), '\0');
        if (::recv(lane, job.data(), job.size(), 0) != size) return;
        std::string told = answer(job);
        cleanse(job);
        const bool sent = ::send(lane, told.data(), told.size(), MSG_NOSIGNAL) == ssize_t(told.size());
        cleanse(told);
        if (!sent) return;
    }
}

// All but these and the one for what goes wrong. False when the kernel can't.
bool close_others(const std::vector<sys::Descriptor>& kept)
{
    std::vector<unsigned> numbers{STDERR_FILENO};
    for (const sys::Descriptor& one : kept) numbers.push_back(unsigned(one.get()));
    std::ranges::sort(numbers);
    unsigned first = 0;
    for (const unsigned number : numbers) {
        if (first < number && ::close_range(first, number - 1, 0) != 0) return false;
        first = number + 1;
    }
    return ::close_range(first, ~0U, 0) == 0;
}

// Both kinds of niceness, since which of them counts depends on how the kernel groups processes: the one
// within a group, and the session's, where each session is one. What a host does not let us have, we go
// without.
void give_way()
{
    ::setsid();
    std::ignore = ::setpriority(PRIO_PROCESS, 0, niceness);
    const sys::Descriptor group{::open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC)};
    const std::string text = std::to_string(niceness);
    if (group) std::ignore = ::write(group.get(), text.data(), text.size());
}

[[noreturn]] void become(const std::vector<sys::Descriptor>& lanes, pid_t maker)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != maker) ::_exit(0);   // it died before the line above
    ::prctl(PR_SET_NAME, its_name);
    if (!close_others(lanes)) ::_exit(1);
    give_way();
    try {
        std::vector<std::jthread> threads;
        for (const sys::Descriptor& lane : lanes) threads.emplace_back(work, lane.get());
    } catch (const std::system_error&) {
        ::_exit(1);
    }
    ::_exit(0);
}

}   // namespace

HashProcess::HashProcess(unsigned lanes, const sys::Log& log, std::chrono::milliseconds patience) : log_{log}
{
    const timeval limit{patience.count() / 1000, patience.count() % 1000 * 1000};
    const auto fail = [](const char* what) {
        throw sys::Failure{std::string{what} + ": " + std::system_category().message(errno)};
    };
    std::vector<sys::Descriptor> theirs;
    for (unsigned i = 0; i < lanes; ++i) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) fail("socketpair");
        lanes_.emplace_back(ends[0]);
        theirs.emplace_back(ends[1]);
        if (::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0) fail("SO_RCVTIMEO");
    }
    const pid_t maker = ::getpid();
    const sys::SignalsBlocked deaf;   // which the child stays
    process_ = ::fork();
    if (process_ == 0) become(theirs, maker);
    if (process_ < 0) fail("fork");
}

// Nobody waits for a hash any more.
HashProcess::~HashProcess()
{
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

// What it answered; nothing when it did not.
std::optional<std::string> HashProcess::ask(int lane, std::string_view job, std::size_t size) const
{
    if (::send(lane, job.data(), job.size(), MSG_NOSIGNAL) != ssize_t(job.size())) return std::nullopt;
    std::string told(size + sizeof derived, '\0');
    const ssize_t length = ::recv(lane, told.data(), told.size(), 0);
    if (length <= 0) return std::nullopt;
    told.resize(std::size_t(length));
    return told;
}

std::string HashProcess::scrypt(std::size_t lane, std::string_view password, std::string_view salt,
                                const Cost& cost, std::size_t size)
{
    const Heading heading{cost, size, password.size()};
    std::string job;
    job.reserve(sizeof heading + password.size() + salt.size());   // so that no copy is left behind
    job.append(reinterpret_cast<const char*>(&heading), sizeof heading).append(password).append(salt);
    auto told = lanes_[lane] ? ask(lanes_[lane].get(), job, size) : std::nullopt;
    cleanse(job);
    if (!told) {
        if (!gone_.exchange(true)) log_.error("hashing_process_gone");
        lanes_[lane] = {};   // what may still come from it answers another question
        return crypto::scrypt(password, salt, cost, size);
    }
    if (told->front() != derived) throw sys::Failure{"scrypt failed; is memory short?"};
    std::string bytes = told->substr(sizeof derived);
    cleanse(*told);
    return bytes;
}

}   // namespace crypto
