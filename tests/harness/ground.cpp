#include "tests/harness/ground.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>

#include "tests/harness/process.h"

namespace test {

namespace fs = std::filesystem;

namespace {

// The user that Postgres runs as has to get through to its own directory, so names only are open to others.
std::string made_ground()
{
    char name[] = "/var/tmp/lk-tests.XXXXXX";
    if (!::mkdtemp(name) || ::chmod(name, 0711) != 0)
        throw std::system_error{errno, std::generic_category(), name};
    return name;
}

const std::string& ground()
{
    static const std::string path = made_ground();
    return path;
}

std::string reports()
{
    return ground() + "/reports";
}

void tell_reports(const fs::path& logs)
{
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator{logs, absent}) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("asan") || entry.file_size() == 0) continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        std::cerr << "\nA sanitizer's report (" << name << "):\n" << text.str() << '\n';
        std::ofstream{reports(), std::ios::app} << text.str();
    }
}

std::atomic<pid_t> guarded_process = 0;

void hand_on(int signal)
{
    if (const pid_t process = guarded_process) ::kill(process, signal);
}

void on_ending(void (*action)(int))
{
    struct sigaction how {};
    how.sa_handler = action;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &how, nullptr);
}

int outcome(pid_t process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    std::cerr << "\nThe tests ended by signal " << WTERMSIG(status) << '\n';
    return 128 + WTERMSIG(status);
}

bool clear_ground()
{
    for (const auto& entry : fs::directory_iterator{ground()})
        if (entry.is_directory()) clear_plot(entry.path());
    const bool clean = !fs::exists(reports());
    fs::remove_all(ground());
    return clean;
}

}   // namespace

int guarded(const std::function<int()>& tests)
{
    ground();   // for both processes
    const pid_t process = ::fork();
    if (process < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (process == 0) return tests();
    guarded_process = process;
    on_ending(hand_on);
    const int status = outcome(process);
    on_ending(SIG_IGN);
    return clear_ground() || status != 0 ? status : 1;
}

std::string new_plot()
{
    static std::atomic<int> made = 0;
    const std::string directory = ground() + "/" + std::to_string(++made);
    fs::create_directory(directory);
    return directory;
}

void clear_plot(const std::string& directory)
{
    const Ran ran = run({"tests/sandbox/sandbox.sh", "down"}, {{"RUN_DIR", directory}});
    if (ran.exit != 0) std::cerr << ran.out << ran.err;
    tell_reports(directory + "/log");
    fs::remove_all(directory);
}

}   // namespace test
