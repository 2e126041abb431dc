#include "fcgi/sys/startup.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

using sys::Config;
using sys::Key;

TEST_GROUP(startup)
{
    const std::string path = "/tmp/startup_test." + std::to_string(::getpid());
    const sys::CommandLine line{{{"env-file", path}}, {}};
    int ends[2];

    void setup() override
    {
        LONGS_EQUAL(0, ::pipe(ends));
        ::alarm(30);
    }
    void teardown() override
    {
        ::alarm(0);
        ::close(ends[0]);
        ::close(ends[1]);
        ::unlink(path.c_str());
    }
    void write(const std::string& more)
    {
        const mode_t before = ::umask(077);
        std::ofstream{path}
            << "LATCHKEY_DATABASE=postgresql:///latchkey\nLATCHKEY_JWT_KEYS=k1:"
            << sys::base64(std::string(32, 'k'))
            << "\nLATCHKEY_PUBLIC_URL=https://id.example.org\nLATCHKEY_MAIL=maildir:/tmp/mail\n"
               "LATCHKEY_MAIL_FROM=no-reply@example.org\n"
            << more;
        ::umask(before);
    }
    std::optional<Config> reconfigured(const sys::Objection& objection)
    {
        return sys::reconfigured(line, objection, sys::Log{"test", sys::Level::info, ends[1]});
    }
    std::string logged()
    {
        LONGS_EQUAL(1, ::write(ends[1], "\n", 1));   // so that there is something
        char lines[4096];
        const ssize_t size = ::read(ends[0], lines, sizeof lines);
        return {lines, std::size_t(size - 1)};
    }
};

TEST(startup, takes_a_new_configuration_that_is_good)
{
    write("LATCHKEY_THREADS=32\n");
    const auto config =
        reconfigured([](const Config& c) { return c.text(Key::threads) == "32" ? "" : "other"; });
    CHECK(config.has_value());
    STRCMP_EQUAL("32", config->text(Key::threads).c_str());
    STRCMP_EQUAL("", logged().c_str());
}

TEST(startup, says_in_one_line_all_that_is_wrong_with_a_new_configuration)
{
    write("LATCHKEY_THREADS=many\nLATCHKEY_LOG_LEVEL=loud\n");
    CHECK_FALSE(reconfigured([](const Config&) { return "never asked"; }).has_value());
    const std::string told = logged();
    STRCMP_CONTAINS(R"("level":"error","program":"test","event":"config_refused","reason":")", told.c_str());
    STRCMP_CONTAINS((path + ":6: LATCHKEY_THREADS: must be").c_str(), told.c_str());
    STRCMP_CONTAINS(("; " + path + ":7: LATCHKEY_LOG_LEVEL: must be").c_str(), told.c_str());
    CHECK(told.find('\n') == told.size() - 1);
    CHECK_FALSE(told.contains("never asked"));
}

TEST(startup, refuses_a_new_configuration_to_which_the_program_objects)
{
    write("");
    CHECK_FALSE(reconfigured([](const Config&) { return "the database is away"; }).has_value());
    STRCMP_CONTAINS(R"("reason":"the database is away"})", logged().c_str());
    const auto broken = [](const Config&) -> std::string { throw std::runtime_error{"it broke"}; };
    CHECK_FALSE(reconfigured(broken).has_value());
    STRCMP_CONTAINS(R"("reason":"it broke"})", logged().c_str());
}

TEST(startup, keeps_a_hangup_waiting_even_where_it_was_ignored)
{
    const pid_t process = ::fork();
    if (process == 0) {
        ::signal(SIGHUP, SIG_IGN);
        sys::begin("somebody");
        ::raise(SIGHUP);
        sigset_t waiting;
        ::sigpending(&waiting);
        std::string name;
        std::getline(std::ifstream{"/proc/self/comm"}, name);
        ::_exit(::sigismember(&waiting, SIGHUP) == 1 && name == "somebody" ? 0 : 1);
    }
    int status = 0;
    LONGS_EQUAL(process, ::waitpid(process, &status, 0));
    LONGS_EQUAL(0, status);
}
