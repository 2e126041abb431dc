#include "fcgi/sys/metrics_file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

namespace files = std::filesystem;
using sys::MetricsFile;

TEST_GROUP(metrics_file)
{
    files::path parent;
    std::string directory;

    void setup() override
    {
        char name[] = "/tmp/metrics-test-XXXXXX";
        parent = ::mkdtemp(name);
        directory = parent / "metrics";
    }
    void teardown() override
    {
        files::remove_all(parent);
    }

    static const std::vector<MetricsFile::Series>& series()
    {
        static const std::vector<MetricsFile::Series> all{{"one", 1}, {"four", 4}};
        return all;
    }
    MetricsFile open()
    {
        return MetricsFile{directory, series()};
    }
    static std::uint64_t value(const MetricsFile& file, std::string_view name, std::size_t which = 0)
    {
        for (const auto& seen : file.all())
            if (seen.name == name) return seen.values.at(which);
        FAIL("no such series");
        return 0;
    }
    // In a process of its own, whose exit status it gives; minus the signal that ended it.
    static int elsewhere(const std::function<int()>& deed)
    {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(deed());
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
};

TEST(metrics_file, keeps_what_a_process_counted_that_was_killed)
{
    const int ended = elsewhere([this] {
        const MetricsFile file{directory, series()};
        for (int i = 0; i < 1000; ++i) file.values(1)[2].fetch_add(1);
        return ::raise(SIGKILL);
    });
    LONGS_EQUAL(-SIGKILL, ended);
    UNSIGNED_LONGS_EQUAL(1000, value(open(), "four", 2));
}

TEST(metrics_file, adds_up_what_many_processes_and_threads_count_at_once)
{
    const auto count = [this] {
        const MetricsFile file{directory, series()};
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 5000; ++i) sys::Counter{file.values(0)[0]}.add();
            });
        threads.clear();
        return 0;
    };
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i)
        if (children.push_back(::fork()); children.back() == 0) ::_exit(count());
    count();
    for (const pid_t child : children) ::waitpid(child, nullptr, 0);
    UNSIGNED_LONGS_EQUAL(4 * 4 * 5000, value(open(), "one"));
}

TEST(metrics_file, goes_on_counting_after_a_restart)
{
    open().values(0)[0].fetch_add(7);
    open().values(0)[0].fetch_add(1);
    UNSIGNED_LONGS_EQUAL(8, value(open(), "one"));
}

TEST(metrics_file, is_shared_by_versions_with_other_series)
{
    const MetricsFile older{directory, {{"gone", 1}, {"one", 1}}};
    const MetricsFile newer{directory, {{"one", 1}, {"new", 2}}};
    older.values(0)[0].fetch_add(3);
    older.values(1)[0].fetch_add(1);
    newer.values(0)[0].fetch_add(1);
    newer.values(1)[1].fetch_add(9);
    UNSIGNED_LONGS_EQUAL(3, value(newer, "gone"));
    UNSIGNED_LONGS_EQUAL(2, value(older, "one"));
    UNSIGNED_LONGS_EQUAL(9, value(older, "new", 1));
    UNSIGNED_LONGS_EQUAL(3, newer.all().size());
}

TEST(metrics_file, knows_the_gauges_of_those_that_live_only)
{
    const MetricsFile mine{directory, series()};
    mine.gauge(0).set(1);
    {
        const MetricsFile other{directory, series()};
        other.gauge(0).set(5);
        UNSIGNED_LONGS_EQUAL(2, mine.processes().size());
        LONGS_EQUAL(5, mine.processes().at(1).at(0));
    }
    LONGS_EQUAL(-SIGKILL, elsewhere([this] {
        const MetricsFile dying{directory, series()};
        dying.gauge(0).set(99);
        return ::raise(SIGKILL);
    }));
    UNSIGNED_LONGS_EQUAL(1, mine.processes().size());
    LONGS_EQUAL(1, mine.processes().at(0).at(0));
}

TEST(metrics_file, gives_a_dead_processs_place_to_the_next_which_begins_with_nothing)
{
    open().gauge(3).set(99);
    const auto next = open();
    UNSIGNED_LONGS_EQUAL(1, next.processes().size());
    LONGS_EQUAL(0, next.processes().at(0).at(3));
}

TEST(metrics_file, has_gauges_for_a_number_of_processes_and_counts_those_of_no_further_one)
{
    std::vector<std::unique_ptr<MetricsFile>> many;
    for (std::size_t i = 0; i <= MetricsFile::most_processes; ++i)
        many.push_back(std::make_unique<MetricsFile>(directory, series()));
    many.back()->gauge(0).set(1);
    many.back()->values(0)[0].fetch_add(1);
    UNSIGNED_LONGS_EQUAL(MetricsFile::most_processes, many.front()->processes().size());
    UNSIGNED_LONGS_EQUAL(1, value(*many.front(), "one"));
}

TEST(metrics_file, is_refused_where_there_is_no_place_for_it)
{
    CHECK_THROWS(sys::Failure, (MetricsFile{parent.string() + "/missing/deep", series()}));
    std::ofstream{parent / "file"} << "text";
    CHECK_THROWS(sys::Failure, (MetricsFile{(parent / "file").string(), series()}));
    CHECK_THROWS(sys::Failure, (MetricsFile{directory, {{std::string(176, 'x'), 1}}}));
    CHECK_THROWS(sys::Failure, (MetricsFile{directory, {{"too many", 10000}}}));
}

TEST(metrics_file, is_refused_when_something_else_stands_there)
{
    files::create_directory(directory);
    std::ofstream{directory + "/counters-1"} << "something else altogether";
    CHECK_THROWS(sys::Failure, open());
    std::ofstream{directory + "/counters-1"} << std::string(1 << 20, 'x');
    CHECK_THROWS(sys::Failure, open());
    files::remove(directory + "/counters-1");
    LONGS_EQUAL(0, ::mkfifo((directory + "/counters-1").c_str(), 0600));
    CHECK_THROWS(sys::Failure, open());
}

// Were it mapped without its blocks, the first to count would die.
TEST(metrics_file, is_refused_on_a_full_disk_and_kills_nobody)
{
    const int ended = elsewhere([this] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit little{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &little);
        try {
            const MetricsFile file{directory, series()};
            file.values(1)[3].fetch_add(1);
            return 1;
        } catch (const sys::Failure&) {
            return 0;
        }
    });
    LONGS_EQUAL(0, ended);
}

TEST(metrics_file, is_for_its_user_and_group)
{
    open();
    CHECK((files::status(directory + "/counters-1").permissions() & files::perms::others_all) ==
          files::perms::none);
}
