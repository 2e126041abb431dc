#include "tests/faults/handed_worker.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <sstream>

#include "fcgi/http/acceptor.h"
#include "tests/faults/siege.h"

#include <CppUTest/TestHarness.h>

namespace test {

static std::string env_of(const Sandbox& sandbox)
{
    return sandbox.directory() + "/env";
}

Worker::Worker(const Sandbox& sandbox, const sys::Descriptor& socket, const std::string& processes,
               const std::string& env_file)
{
    start(sandbox, socket.get(),
          {"--env-file", env_file.empty() ? env_of(sandbox) : env_file, "--processes", processes});
}

Worker::Worker(const Sandbox& sandbox, const std::string& path)
{
    const sys::Descriptor nothing{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    start(sandbox, nothing.get(), {"--env-file", env_of(sandbox), "--socket", path});
}

void Worker::start(const Sandbox& sandbox, int input, std::vector<std::string> options)
{
    std::vector<std::string> words{"setpriv", "--pdeathsig", "TERM", "--",
                                   sandbox_program("latchkey-worker")};
    std::ranges::move(options, std::back_inserter(words));
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string log = sandbox.directory() + "/log/handed.log";
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int failed = ::posix_spawnp(&process_, "setpriv", &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    LONGS_EQUAL(0, failed);
}

Worker::~Worker()
{
    if (process_ > 0) end();
}

int Worker::end()
{
    ::kill(process_, SIGTERM);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

Room::Room(const Sandbox& sandbox) : sandbox_{sandbox}
{
    sandbox_.control({"workers", "stop"});
}

Room::~Room()
{
    std::filesystem::remove(sandbox_.directory() + "/pids/workers.hold");   // what "workers start" does
    within(10s, [&] { return sandbox_.worker_pids().size() == 3; });
}

std::string Room::path() const
{
    return socket_directory(sandbox_) + "/worker.sock";
}

Handed::Handed(const Sandbox& sandbox) : room_{sandbox}, socket_{http::listening_socket(room_.path())} {}

Handed::~Handed() = default;   // the socket goes before the sandbox's workers come back

int times_started(const Sandbox& sandbox)
{
    int lines = 0;
    std::istringstream log{contents(sandbox.directory() + "/log/handed.log")};
    for (std::string line; std::getline(log, line);) lines += line.contains(R"("event":"started")");
    return lines;
}

void start(std::optional<Worker>& worker, const Handed& handed, const std::string& env_file, int processes)
{
    const int before = times_started(handed.sandbox());
    worker.emplace(handed.sandbox(), handed.socket(), std::to_string(processes), env_file);
    CHECK(within(10s, [&] { return times_started(handed.sandbox()) == before + processes; }));
}

}   // namespace test
