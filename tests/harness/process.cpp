#include "tests/harness/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "fcgi/sys/descriptor.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

struct Pipe {
    sys::Descriptor reading;
    sys::Descriptor writing;
};

Pipe new_pipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error{errno, std::generic_category(), "pipe2"};
    return {sys::Descriptor{ends[0]}, sys::Descriptor{ends[1]}};
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> made;
    for (std::string& text : texts) made.push_back(text.data());
    made.push_back(nullptr);
    return made;
}

std::vector<std::string> joined(const Settings& added)
{
    std::vector<std::string> all;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view line{*entry};
        if (!added.contains(std::string{line.substr(0, line.find('='))})) all.emplace_back(line);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

// In the child, where only async-signal-safe calls are allowed: others may hold locks that nobody releases
// here.
[[noreturn]] void become(char* const* words, char* const* environment, const std::array<int, 3>& files)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    for (int i = 0; i < 3; ++i) ::dup2(files[std::size_t(i)], i);
    ::execvpe(words[0], words, environment);
    ::_exit(127);
}

// Writes some of what is left; closes when nothing is, or when nobody reads it.
void feed(sys::Descriptor& to, std::string_view& left)
{
    const ssize_t written = ::write(to.get(), left.data(), left.size());
    if (written > 0) left.remove_prefix(std::size_t(written));
    if (left.empty() || (written < 0 && errno != EINTR && errno != EAGAIN)) to = sys::Descriptor{};
}

void drain(sys::Descriptor& from, std::string& into)
{
    char some[4096];
    const ssize_t got = ::read(from.get(), some, sizeof some);
    if (got > 0) into.append(some, std::size_t(got));
    if (got == 0 || (got < 0 && errno != EINTR)) from = sys::Descriptor{};
}

// poll passes over a closed one, whose number is -1.
void converse(sys::Descriptor& in, std::string_view input, std::array<sys::Descriptor*, 2> from, Ran& ran)
{
    if (input.empty()) in = sys::Descriptor{};
    while (*from[0] || *from[1]) {
        std::array<pollfd, 3> waited{pollfd{in.get(), POLLOUT, 0}, pollfd{from[0]->get(), POLLIN, 0},
                                     pollfd{from[1]->get(), POLLIN, 0}};
        if (::poll(waited.data(), waited.size(), -1) < 0) continue;
        if (waited[0].revents) feed(in, input);
        if (waited[1].revents) drain(*from[0], ran.out);
        if (waited[2].revents) drain(*from[1], ran.err);
    }
}

int exit_of(pid_t process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

pid_t started(const std::vector<std::string>& words, const Settings& environment,
              const std::array<int, 3>& files)
{
    std::vector<std::string> arguments = words;
    std::vector<std::string> variables = joined(environment);
    const auto argument_list = pointers(arguments);
    const auto variable_list = pointers(variables);
    const pid_t process = ::fork();
    if (process < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (process == 0) become(argument_list.data(), variable_list.data(), files);
    return process;
}

// What came until there was a line that says so, in patience.
bool says_ready(sys::Descriptor& out, std::string& said)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (out && !("\n" + said).contains("\nready\n")) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())
                .count();
        pollfd waited{out.get(), POLLIN, 0};
        if (left <= 0 || ::poll(&waited, 1, int(left)) == 0) return false;
        if (waited.revents) drain(out, said);
    }
    return bool(out);
}

}   // namespace

Ran run(const std::vector<std::string>& words, const Settings& environment, const std::string& input)
{
    Pipe in = new_pipe(), out = new_pipe(), err = new_pipe();
    const pid_t process =
        started(words, environment, {in.reading.get(), out.writing.get(), err.writing.get()});
    for (sys::Descriptor* const theirs : {&in.reading, &out.writing, &err.writing})
        *theirs = sys::Descriptor{};
    ::fcntl(in.writing.get(), F_SETFL, O_NONBLOCK);
    Ran ran;
    converse(in.writing, input, {&out.reading, &err.reading}, ran);
    ran.exit = exit_of(process);
    return ran;
}

// What it says after that line is lost; what it complains of, too.
Running::Running(const std::vector<std::string>& words) : process_{0}
{
    Pipe out = new_pipe();
    const sys::Descriptor nothing{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    process_ = started(words, {}, {nothing.get(), out.writing.get(), nothing.get()});
    out.writing = sys::Descriptor{};
    std::string said;
    said_ = std::move(out.reading);
    if (says_ready(said_, said)) return;
    ::kill(process_, SIGKILL);
    const int status = exit_of(process_);
    FAIL((words[0] + " is not ready (" + std::to_string(status) + "): " + said).c_str());
}

Running::~Running()
{
    ::kill(process_, SIGTERM);
    exit_of(process_);
}

}   // namespace test
