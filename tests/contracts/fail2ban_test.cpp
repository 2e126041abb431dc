// The filter for fail2ban against lines that a worker wrote, about guessers who try to have somebody else
// banned.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/harness/answers.h"
#include "tests/harness/people.h"
#include "tests/soon.h"

#include <CppUTest/TestHarness.h>

using namespace test;
namespace files = std::filesystem;

TEST_GROUP(fail2ban)
{
    Sandbox& sandbox = Sandbox::shared();
    Client client = sandbox.client();
    files::path place = files::path{sandbox.directory()} / "fail2ban";
    std::string log = sandbox.directory() + "/log/worker.log";
    std::size_t begun = contents(log).size();

    void setup() override
    {
        files::create_directories(place);
        files::copy_file("/etc/fail2ban/filter.d/common.conf", place / "common.conf",
                         files::copy_options::overwrite_existing);
        files::copy_file("systemd/fail2ban/filter.conf", place / "latchkey.conf",
                         files::copy_options::overwrite_existing);
    }

    static std::string build_directory()
    {
        const char* const named = std::getenv("BUILD_DIR");
        return named ? named : "build";
    }
    static std::string contents(const std::string& path)
    {
        std::ostringstream text;
        text << std::ifstream{path}.rdbuf();
        return text.str();
    }
    // As somebody at that address.
    Answer sign_in(const std::string& address, const std::string& path, const std::string& body,
                   const std::vector<std::string>& headers = {})
    {
        Sent sent{"POST", path, body, headers};
        sent.headers.push_back("X-Test-Client: " + address);
        return client.send(sent);
    }
    // Whom the filter finds in what was logged since the test began, each line behind that prefix.
    std::vector<std::string> found(const std::string& prefix = {}, const std::string& options = {})
    {
        std::istringstream lines{contents(log).substr(begun)};
        std::ofstream copy{place / "lines"};
        for (std::string line; std::getline(lines, line);) copy << prefix << line << '\n';
        copy.close();
        const Ran ran = test::run(
            {"fail2ban-regex", "-o", "ip", place / "lines", (place / "latchkey.conf").string() + options});
        LONGS_EQUAL_TEXT(0, ran.exit, (ran.out + ran.err).c_str());
        std::istringstream told{ran.out};
        std::vector<std::string> all;
        for (std::string line; std::getline(told, line);) all.push_back(line);
        return all;
    }
    static std::string joined(const std::vector<std::string>& all)
    {
        std::string text;
        for (const std::string& one : all) text += one + " ";
        return text;
    }
    static std::string credentials(const std::string& email)
    {
        return object({{"email", email}, {"password", "a wrong password"}});
    }
};

TEST(fail2ban, finds_the_address_of_every_refused_sign_in_and_of_nothing_else)
{
    const Person person = registered(sandbox);
    sign_in("203.0.113.1", "/api/auth/login", credentials(person.email));
    sign_in("203.0.113.2", "/auth/login", credentials("nobody@example.com"));
    sign_in("2001:db8::3", "/v1/auth/login",
            object({{"username", "nobody"}, {"password", "a wrong password"}}));
    sign_in("203.0.113.4", "/api/auth/session", credentials(person.email));
    client.send({"GET", "/guarded/", {}, {"X-Test-Client: 203.0.113.5", "Authorization: Basic YTpi"}});
    sign_in("203.0.113.6", "/api/auth/login", person.credentials());
    sign_in("203.0.113.7", "/api/auth/register", credentials("not an address"));
    client.send({"GET", "/api/auth/me", {}, {"X-Test-Client: 203.0.113.8"}});
    const char* const expected = "203.0.113.1 203.0.113.2 2001:db8::3 203.0.113.4 203.0.113.5 ";
    STRCMP_EQUAL(expected, joined(found()).c_str());
    STRCMP_EQUAL(expected, joined(found("Nov 21 12:00:00 host latchkey-worker[4711]: ")).c_str());
    STRCMP_EQUAL(expected, joined(found("host latchkey-worker[4711]: ", "[logtype=journal]")).c_str());
}

TEST(fail2ban, is_told_no_other_address_by_anything_a_guesser_sends)
{
    const std::string victim = "198.51.100.99";
    const std::string line = R"({"ts":"2026-11-21T12:00:00.000Z","level":"warning","program":"worker",)"
                             R"("event":"sign_in_refused","client":")" +
                             victim + R"(","result":"wrong_credentials","request_id":"x"})";
    const Person person = registered(sandbox);
    for (const std::string& forged :
         {line, "\n" + line, "\r\n" + line, "x\",\"client\":\"" + victim, "\xe2\x80\xa8" + line, "\\n" + line,
          victim, "client\":\"" + victim + "\""})
    {
        sign_in("203.0.113.1", "/api/auth/login", credentials(forged));
        sign_in("203.0.113.1", "/v1/auth/login", object({{"username", forged}, {"password", forged}}));
        std::string header = forged;
        std::erase_if(header, [](unsigned char c) { return c < 0x20; });
        sign_in("203.0.113.1", "/api/auth/login", credentials(person.email),
                {"User-Agent: " + header, "X-Forwarded-For: " + victim, "X-Real-IP: " + victim,
                 "X-Request-Id: " + header, "Accept-Language: " + header, "Forwarded: for=" + victim});
        client.send(
            {"GET", "/api/auth/" + std::string{"%0A%22"} + victim, {}, {"X-Test-Client: 203.0.113.9"}});
    }
    const auto all = found();
    CHECK(all.size() >= 8);
    for (const std::string& address : all) STRCMP_EQUAL("203.0.113.1", address.c_str());
    CHECK(!contents(log).substr(begun).contains(victim));
}

TEST(fail2ban, finds_who_goes_on_beyond_the_limit)
{
    Sandbox& strict = Sandbox::strict();
    const std::string lines = strict.directory() + "/log/worker.log";
    const auto before = contents(lines).size();
    Client guesser = strict.client();
    for (int i = 0; i < 12; ++i)
        guesser.send(
            {"POST", "/api/auth/login", credentials("guessed@example.com"), {"X-Test-Client: 203.0.113.20"}});
    const std::string told = contents(lines).substr(before);
    STRCMP_CONTAINS(R"("client":"203.0.113.20","result":"too_many_requests")", told.c_str());
    std::ofstream{place / "limited"} << told;
    const Ran ran = test::run({"fail2ban-regex", "-o", "ip", place / "limited", place / "latchkey.conf"});
    LONGS_EQUAL(12, std::count(ran.out.begin(), ran.out.end(), '\n'));
}

// What the package installs, switched on, in a server of its own.
TEST_GROUP_BASE(fail2ban_at_work, TEST_GROUP_CppUTestGroupfail2ban)
{
    files::path all = place / "etc";

    void setup() override
    {
        TEST_GROUP_CppUTestGroupfail2ban::setup();
        files::remove_all(all);
        files::copy("/etc/fail2ban", all, files::copy_options::recursive);
        files::remove_all(all / "jail.d");
        for (const char* const part : {"filter", "action", "jail"}) {
            const files::path target = all / (std::string{part} + ".d");
            files::create_directories(target);
            files::copy_file(std::string{"systemd/fail2ban/"} + part + ".conf", target / "latchkey.conf");
        }
        std::ofstream{all / "fail2ban.local"} << "[Definition]\nlogtarget = " << (place / "log").string()
                                              << "\nsocket = " << (place / "socket").string()
                                              << "\npidfile = " << (place / "pid").string()
                                              << "\ndbfile = None\n";
    }
    Ran jailer(const std::string& word) const
    {
        return test::run({"fail2ban-client", "-c", all, word});
    }
    void configure(const std::string& lines) const
    {
        std::ofstream{all / "jail.d/latchkey.local"} << "[latchkey]\nenabled = true\n" << lines;
    }
};

TEST(fail2ban_at_work, has_a_jail_that_is_off_until_somebody_says_so)
{
    CHECK(!jailer("-d").out.contains("latchkey"));
    configure("");
    const Ran told = jailer("-d");
    LONGS_EQUAL_TEXT(0, told.exit, (told.out + told.err).c_str());
    STRCMP_CONTAINS("['add', 'latchkey', 'systemd']", told.out.c_str());
    STRCMP_CONTAINS("SYSLOG_IDENTIFIER=latchkey-worker", told.out.c_str());
    LONGS_EQUAL(0, jailer("-t").exit);
}

TEST(fail2ban_at_work, bans_who_goes_on_guessing_and_lets_them_in_again)
{
    const std::string guesser = "203.0.113.30";
    std::string action = contents(all / "action.d/latchkey.conf");
    const std::string program = "/usr/bin/latchkey";
    for (auto at = action.find(program); at != std::string::npos; at = action.find(program, at + 1))
        action.replace(at, program.size(),
                       files::absolute(build_directory()).string() + "/latchkey --env-file " +
                           sandbox.directory() + "/env");
    std::ofstream{all / "action.d/latchkey.conf"} << action;
    configure("backend = polling\nfilter = latchkey\nmaxretry = 3\nbantime = 5s\nusedns = no\nlogpath = " +
              log + "\n");
    const Ran started = jailer("start");
    LONGS_EQUAL_TEXT(0, started.exit, (started.out + started.err).c_str());
    for (int i = 0; i < 4; ++i) sign_in(guesser, "/api/auth/login", credentials("guessed@example.com"));
    const auto status = [&] {
        return client.send({"GET", "/api/auth/health/live", {}, {"X-Test-Client: " + guesser}}).status;
    };
    const bool banned = soon([&] { return status() == 429; }) || soon([&] { return status() == 429; });
    const auto by = sandbox.sql("SELECT reason FROM ban WHERE network = '203.0.113.30/32'");
    const bool free_again = soon([&] { return status() == 200; }) || soon([&] { return status() == 200; });
    jailer("stop");
    CHECK_TEXT(banned, contents(place / "log").c_str());
    STRCMP_EQUAL("fail2ban", by.empty() ? "" : by.front().c_str());
    CHECK(free_again);
}
