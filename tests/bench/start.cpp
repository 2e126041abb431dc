#include "tests/bench/start.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/failure.h"

namespace bench {

namespace {

using Steady = std::chrono::steady_clock;

class Process {
public:
    explicit Process(const char* const* words) : pid_{::fork()}
    {
        if (pid_ != 0) return;
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, standard);
        ::execv(words[0], const_cast<char* const*>(words));
        ::_exit(127);
    }
    ~Process()
    {
        ::kill(pid_, SIGTERM);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

private:
    pid_t pid_;
};

sys::Descriptor connected(const std::string& path, Steady::time_point deadline)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    while (Steady::now() < deadline) {
        sys::Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            return socket;
        std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    throw sys::Failure{"no worker listens on " + path};
}

void add_length(std::string& bytes, std::size_t length)
{
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(length >> shift & 0xff);
    bytes[bytes.size() - 4] |= static_cast<char>(0x80);
}

std::string record(char type, std::string_view content)
{
    std::string bytes{'\1', type, '\0', '\1'};
    bytes += static_cast<char>(content.size() >> 8);
    bytes += static_cast<char>(content.size() & 0xff);
    return bytes.append(2, '\0').append(content);
}

std::string request(const std::string& access)
{
    const std::pair<std::string, std::string> parameters[] = {
        {"REQUEST_METHOD", "GET"},    {"SCRIPT_NAME", "/api/auth"},
        {"PATH_INFO", "/me"},         {"LATCHKEY_CONTRACT", "shipfastai"},
        {"REMOTE_ADDR", "127.0.0.1"}, {"HTTP_AUTHORIZATION", "Bearer " + access}};
    std::string encoded;
    for (const auto& [name, value] : parameters) {
        add_length(encoded, name.size());
        add_length(encoded, value.size());
        (encoded += name) += value;
    }
    const char begin[8] = {0, 1};
    return record(1, {begin, sizeof begin}) + record(4, encoded) + record(4, {}) + record(5, {});
}

// All the worker sends until it closes.
std::string answer(int socket)
{
    std::string text;
    char some[4096];
    for (;;) {
        const ssize_t got = ::read(socket, some, sizeof some);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(some, static_cast<std::size_t>(got));
    }
}

}   // namespace

double first_answer(const std::string& program, const std::string& env_file, const std::string& socket,
                    const std::string& access)
{
    const std::string sent = request(access);
    const char* const words[] = {program.c_str(), "--env-file",   env_file.c_str(),
                                 "--socket",      socket.c_str(), nullptr};
    const auto start = Steady::now();
    const Process worker{words};
    const auto connection = connected(socket, start + std::chrono::seconds{5});
    if (::send(connection.get(), sent.data(), sent.size(), MSG_NOSIGNAL) != ssize_t(sent.size()))
        throw sys::Failure{"the worker took no request"};
    const std::string text = answer(connection.get());
    const std::chrono::duration<double, std::milli> taken = Steady::now() - start;
    if (!text.contains("Status: 200")) throw sys::Failure{"the worker's first answer is no 200: " + text};
    return taken.count();
}

}   // namespace bench
