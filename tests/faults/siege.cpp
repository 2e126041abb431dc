#include "tests/faults/siege.h"

#include <dirent.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/harness/answers.h"
#include "tests/harness/ports.h"

#include <CppUTest/TestHarness.h>

namespace test {

// Once it did not come up, it is not tried again: that would cost every test the time to fail.
static Sandbox& kept(std::optional<Sandbox>& sandbox, bool& tried, const Settings& settings)
{
    if (!sandbox && tried) FAIL("this sandbox did not come up before");
    tried = true;
    if (!sandbox) sandbox.emplace(settings);
    return *sandbox;
}

Sandbox& battered()
{
    static std::optional<Sandbox> sandbox;
    static bool tried = false;
    return kept(sandbox, tried, {{"WORKERS", "3"}});
}

std::uint16_t smtp_port()
{
    static const auto port = std::uint16_t(free_pair());
    return port;
}

Sandbox& narrow()
{
    static std::optional<Sandbox> sandbox;
    static bool tried = false;
    return kept(sandbox, tried,
                {{"WORKERS", "2"},
                 {"LATCHKEY_THREADS", "32"},
                 {"LATCHKEY_SCRYPT", "15,8,3"},
                 {"LATCHKEY_HASH_LANES", "1"},
                 {"LATCHKEY_HASH_QUEUE", "2"},
                 {"LATCHKEY_MAIL", "smtp://127.0.0.1:" + std::to_string(smtp_port()) + "?tls=off"},
                 {"LATCHKEY_MAIL_RETRY_SECONDS", "1"}});
}

std::string sandbox_program(const std::string& name)
{
    const char* const build = std::getenv("BUILD_DIR");
    return std::string{build && *build ? build : "build"} + "/" + name;
}

std::string contents(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

static bool is_running(int process)
{
    const std::string line = contents("/proc/" + std::to_string(process) + "/stat");
    const auto bracket = line.rfind(") ");
    return bracket != std::string::npos && line.find_first_of("ZX", bracket + 2) != bracket + 2;
}

int service_pid(const Sandbox& sandbox, const std::string& service)
{
    const int process = std::atoi(contents(sandbox.directory() + "/pids/" + service).c_str());
    return process > 0 && is_running(process) ? process : 0;
}

std::vector<int> children_of(int process)
{
    std::vector<int> children;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string line = contents(entry.path().string() + "/stat");
        const auto bracket = line.rfind(") ");   // behind it: state, parent
        if (bracket != std::string::npos && bracket + 4 < line.size() &&
            std::atoi(line.c_str() + bracket + 4) == process)
            children.push_back(std::atoi(entry.path().filename().c_str()));
    }
    return children;
}

std::string socket_directory(const Sandbox& sandbox)
{
    return std::filesystem::canonical(sandbox.directory() + "/sockets");
}

bool within(std::chrono::milliseconds patience, const std::function<bool()>& is_so)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

long count(const Sandbox& sandbox, const std::string& from_where)
{
    return std::atol(sandbox.sql("SELECT count(*) FROM " + from_where).at(0).c_str());
}

Timed timed(const std::function<Answer()>& ask)
{
    const auto start = std::chrono::steady_clock::now();
    Timed result{ask(), {}};
    result.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    return result;
}

void expect_unavailable(const Timed& timed, std::chrono::milliseconds limit, const std::string& what)
{
    const std::string told =
        what + " after " + std::to_string(timed.took.count()) + " ms: " + timed.answer.body;
    LONGS_EQUAL_TEXT(503, timed.answer.status, told.c_str());
    CHECK_TEXT(timed.answer.header("retry-after").has_value(), told.c_str());
    expect_sound(timed.answer);
    CHECK_TEXT(timed.took < limit, told.c_str());
}

Crowd::Crowd(const Sandbox& sandbox, int threads, const Step& step)
{
    for (int thread = 0; thread < threads; ++thread)
        threads_.emplace_back([this, &sandbox, thread, step] {
            Mount auth = shipfastai(sandbox);
            for (int turn = 0; !over_; ++turn) {
                Answer answer = step(auth, thread, turn);
                const std::lock_guard lock{mutex_};
                answers_.push_back(std::move(answer));
            }
        });
}

std::vector<Answer> Crowd::stop()
{
    over_ = true;
    threads_.clear();   // joins
    return std::move(answers_);
}

std::size_t Crowd::answered() const
{
    const std::lock_guard lock{mutex_};
    return answers_.size();
}

}   // namespace test
