#include "fcgi/crypto/hash_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "fcgi/crypto/lanes.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

namespace files = std::filesystem;
using namespace std::chrono_literals;
using crypto::HashProcess;

namespace {

constexpr crypto::Cost cheap{4, 1, 1};
constexpr std::string_view salt = "0123456789abcdef";

std::string proc(pid_t process, const char* name)
{
    return "/proc/" + std::to_string(process) + "/" + name;
}

// The fields of a stat file in /proc from the third (state) on; none when the process is gone.
std::vector<std::string> stat_fields(const std::string& path)
{
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    std::istringstream rest{line.substr(std::min(line.rfind(')') + 1, line.size()))};
    return {std::istream_iterator<std::string>{rest}, {}};
}

// Also once nobody has waited for it yet.
bool is_over(pid_t process)
{
    const auto fields = stat_fields(proc(process, "stat"));
    return fields.empty() || fields.front() == "Z";
}

bool is_stopped(pid_t process)
{
    return std::ranges::all_of(files::directory_iterator{proc(process, "task")}, [](const auto& thread) {
        const auto fields = stat_fields(thread.path() / "stat");
        return fields.empty() || fields.front() == "T";
    });
}

long ticks_of(pid_t process)
{
    const auto fields = stat_fields(proc(process, "stat"));
    return std::stol(fields.at(11)) + std::stol(fields.at(12));
}

bool comes(const std::function<bool()>& it)
{
    for (int i = 0; i < 5'000 && !it(); ++i) std::this_thread::sleep_for(1ms);
    return it();
}

}   // namespace

TEST_GROUP(hash_process)
{
    int log_ends[2];
    std::unique_ptr<sys::Log> log;
    std::unique_ptr<HashProcess> process;

    void setup() override
    {
        LONGS_EQUAL(0, ::pipe2(log_ends, O_CLOEXEC | O_NONBLOCK));
        log = std::make_unique<sys::Log>("worker", sys::Level::info, log_ends[1]);
        process = std::make_unique<HashProcess>(2, *log);
    }
    void teardown() override
    {
        process.reset();
        ::close(log_ends[0]);
        ::close(log_ends[1]);
    }

    std::string logged()
    {
        char text[4096];
        const ssize_t length = ::read(log_ends[0], text, sizeof text);
        return {text, std::size_t(std::max(length, ssize_t{0}))};
    }

    void hashes(std::size_t lane, std::string_view password) const
    {
        CHECK(crypto::scrypt(password, salt, cheap, 64) == process->scrypt(lane, password, salt, cheap, 64));
    }

    void kill_it() const
    {
        ::kill(process->id(), SIGKILL);
        CHECK_TRUE(comes([&] { return is_over(process->id()); }));
    }
};

TEST(hash_process, computes_what_scrypt_does)
{
    hashes(0, "correct horse");
    hashes(1, "correct horse battery staple");
    hashes(0, "");
    hashes(0, {"a\0b", 3});
    hashes(0, std::string(100'000, 'x'));
    CHECK(crypto::scrypt("p", "NaCl", cheap, 20) == process->scrypt(1, "p", "NaCl", cheap, 20));
    STRCMP_EQUAL("", logged().c_str());
}

TEST(hash_process, is_a_process_of_its_own_that_gives_way)
{
    const long its = ticks_of(process->id());
    const long ours = ticks_of(::getpid());

    process->scrypt(0, "password", salt, {15, 8, 3}, 64);

    const long spent = ticks_of(process->id()) - its;
    CHECK(spent > 0);
    CHECK(ticks_of(::getpid()) - ours < spent);
    LONGS_EQUAL(::getpriority(PRIO_PROCESS, 0) + 10, ::getpriority(PRIO_PROCESS, id_t(process->id())));
    LONGS_EQUAL(process->id(), ::getsid(process->id()));
}

TEST(hash_process, lanes_of_it_do_not_wait_for_each_other)
{
    std::atomic<bool> dear_one_done = false;
    std::jthread dear{[&] {
        process->scrypt(0, "password", salt, {17, 8, 4}, 64);
        dear_one_done = true;
    }};

    hashes(1, "cheap");

    CHECK_FALSE(dear_one_done);
}

TEST(hash_process, has_no_descriptor_but_its_own)
{
    hashes(0, "so that it has come to its work");
    const files::directory_iterator its{proc(process->id(), "fd")};
    LONGS_EQUAL(3, std::distance(its, {}));   // two lanes, and where it would complain
    CHECK_TRUE(files::exists(proc(process->id(), "fd/2")));
}

TEST(hash_process, is_deaf_to_the_word_that_ends_a_service)
{
    for (const int word : {SIGTERM, SIGINT, SIGHUP}) ::kill(process->id(), word);

    hashes(0, "correct horse");

    CHECK_FALSE(is_over(process->id()));
    STRCMP_EQUAL("", logged().c_str());
}

TEST(hash_process, costs_nobody_a_hash_when_it_is_killed)
{
    kill_it();

    hashes(0, "correct horse");
    STRCMP_CONTAINS("\"hashing_process_gone\"", logged().c_str());
    hashes(0, "again");
    hashes(1, "in the other lane");
    STRCMP_EQUAL("", logged().c_str());   // it was said
}

TEST(hash_process, costs_nobody_the_hash_it_was_killed_over)
{
    std::string found;
    std::jthread asking{[&] { found = process->scrypt(0, "password", salt, {16, 8, 2}, 64); }};
    std::this_thread::sleep_for(20ms);

    kill_it();
    asking.join();

    CHECK(crypto::scrypt("password", salt, {16, 8, 2}, 64) == found);
}

TEST(hash_process, is_done_without_once_it_hangs)
{
    process = std::make_unique<HashProcess>(1, *log, 50ms);
    ::kill(process->id(), SIGSTOP);
    CHECK_TRUE(comes([&] { return is_stopped(process->id()); }));

    hashes(0, "correct horse");
    STRCMP_CONTAINS("\"hashing_process_gone\"", logged().c_str());

    ::kill(process->id(), SIGCONT);
    hashes(0, "not what it was asked before");
}

TEST(hash_process, says_that_it_could_not_and_goes_on)
{
    CHECK_THROWS(sys::Failure, process->scrypt(0, "password", salt, {20, 32, 16}, 64));

    hashes(0, "correct horse");
    STRCMP_EQUAL("", logged().c_str());
}

TEST(hash_process, ends_with_what_made_it)
{
    const pid_t its = process->id();
    process.reset();
    CHECK_TRUE(is_over(its));
}

TEST(hash_process, ends_with_what_made_it_when_that_is_killed)
{
    int ends[2];
    LONGS_EQUAL(0, ::pipe2(ends, O_CLOEXEC));
    const pid_t maker = ::fork();
    if (maker == 0) {
        const HashProcess its{1, *log};
        const pid_t id = its.id();
        if (::write(ends[1], &id, sizeof id) == sizeof id) ::pause();
        ::_exit(1);
    }
    pid_t its = 0;
    const ssize_t length = ::read(ends[0], &its, sizeof its);
    ::close(ends[0]);
    ::close(ends[1]);
    ::kill(maker, SIGKILL);
    while (::waitpid(maker, nullptr, 0) < 0 && errno == EINTR) {
    }
    LONGS_EQUAL(sizeof its, length);
    CHECK_TRUE(comes([&] { return is_over(its); }));
}

TEST(hash_process, is_where_a_lane_computes)
{
    char name[] = "/tmp/hash-process-test-XXXXXX";
    const files::path directory = ::mkdtemp(name);
    crypto::Lanes lanes{directory / "lanes", 1, 0, {}, process.get()};
    const auto lane = lanes.enter(0ms);
    CHECK_TRUE(lane.has_value());
    const std::string hash = crypto::hash_password("correct horse", cheap, salt, lane->scrypt());
    CHECK_TRUE(crypto::password_matches("correct horse", hash));
    CHECK_TRUE(crypto::password_matches("correct horse", hash, lane->scrypt()));
    CHECK_FALSE(crypto::password_matches("another", hash, lane->scrypt()));
    kill_it();
    CHECK_TRUE(crypto::password_matches("correct horse", hash, lane->scrypt()));
    STRCMP_CONTAINS("\"hashing_process_gone\"", logged().c_str());   // so it was asked
    files::remove_all(directory);
}
