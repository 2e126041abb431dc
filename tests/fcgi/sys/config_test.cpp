#include "fcgi/sys/config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

using sys::Config;
using sys::Key;

TEST_GROUP(config)
{
    std::string directory;
    const std::string signing_key = sys::base64(std::string(32, 'k'));
    const std::string needed =
        "LATCHKEY_DATABASE=postgresql:///latchkey\nLATCHKEY_JWT_KEYS=k1:" + signing_key +
        "\nLATCHKEY_PUBLIC_URL=https://id.example.org\nLATCHKEY_MAIL=maildir:/tmp/mail\n"
        "LATCHKEY_MAIL_FROM=Latchkey <no-reply@example.org>\n";

    void setup() override
    {
        char name[] = "/tmp/config_test.XXXXXX";
        directory = ::mkdtemp(name);
    }
    void teardown() override
    {
        for (const char* name : {"env", "value", "JWT_KEYS", "LOG_LEVEL"})
            ::unlink((directory + "/" + name).c_str());
        ::rmdir(directory.c_str());
    }
    std::string file(const std::string& name, const std::string& content, mode_t mode = 0640)
    {
        const std::string path = directory + "/" + name;
        std::ofstream{path} << content;
        ::chmod(path.c_str(), mode);
        return path;
    }
    // Loads the needed lines with these behind them: the first of these is line 6.
    Config::Loaded load(const std::string& more, const sys::Environment& environment = {})
    {
        return Config::load(file("env", needed + more), environment);
    }
    static std::string all(const std::vector<std::string>& lines)
    {
        std::string text;
        for (const std::string& line : lines) (text += line) += '\n';
        return text;
    }
    void good(const std::string& more)
    {
        STRCMP_EQUAL("", all(load(more).problems).c_str());
    }
    // The only problem is this one, in the line behind the needed ones.
    void bad(const std::string& more, const std::string& problem)
    {
        STRCMP_EQUAL((directory + "/env:6: " + problem + "\n").c_str(), all(load(more).problems).c_str());
    }
    void bad_value(const std::string& key, const std::string& value, const std::string& problem)
    {
        const auto loaded = load("", {{"LATCHKEY_" + key, value}});
        STRCMP_EQUAL(("environment: LATCHKEY_" + key + ": " + problem + "\n").c_str(),
                     all(loaded.problems).c_str());
    }
    void good_value(const std::string& key, const std::string& value)
    {
        STRCMP_EQUAL("", all(load("", {{"LATCHKEY_" + key, value}}).problems).c_str());
    }
};

TEST(config, takes_defaults_for_what_nobody_gives)
{
    const auto [config, problems, warnings] = load("");
    STRCMP_EQUAL("", all(problems).c_str());
    STRCMP_EQUAL("", all(warnings).c_str());
    LONGS_EQUAL(8, config.number(Key::database_pool));
    LONGS_EQUAL(1800, config.number(Key::access_seconds));
    CHECK(config.is_on(Key::rate_limits));
    STRCMP_EQUAL("default", config.origin(Key::access_seconds).c_str());
    STRCMP_EQUAL((directory + "/env:3").c_str(), config.origin(Key::public_url).c_str());
}

TEST(config, has_every_default_pass_its_own_check)
{
    for (const sys::Setting& setting : sys::settings())
        if (!setting.fallback.empty()) good_value(std::string{setting.name}, std::string{setting.fallback});
}

TEST(config, resolves_what_a_value_takes_from_others)
{
    const Config config = load("").config;
    STRCMP_EQUAL("https://id.example.org", config.text(Key::issuer).c_str());
    STRCMP_EQUAL("https://id.example.org", config.text(Key::frontend_url).c_str());
    STRCMP_EQUAL("on", config.text(Key::cookie_secure).c_str());
    CHECK(config.number(Key::hash_lanes) >= 1);
    CHECK(config.number(Key::hash_lanes) + config.number(Key::hash_queue) < config.number(Key::threads));
    const sys::Environment plain{{"LATCHKEY_PUBLIC_URL", "http://localhost:8080"}};
    STRCMP_EQUAL("off", load("", plain).config.text(Key::cookie_secure).c_str());
}

TEST(config, prefers_the_environment_to_the_file)
{
    const auto [config, problems, warnings] = load("LATCHKEY_THREADS=20\n", {{"LATCHKEY_THREADS", "24"}});
    LONGS_EQUAL(24, config.number(Key::threads));
    STRCMP_EQUAL("environment", config.origin(Key::threads).c_str());
}

TEST(config, takes_an_empty_value_as_a_wish_for_the_default)
{
    LONGS_EQUAL(16, load("LATCHKEY_THREADS=\n").config.number(Key::threads));
    LONGS_EQUAL(16, load("LATCHKEY_THREADS=20\n", {{"LATCHKEY_THREADS", ""}}).config.number(Key::threads));
    bad_value("DATABASE", "", "is required");
}

TEST(config, names_everything_that_is_required_and_missing)
{
    const std::string told = all(Config::load("", {}).problems);
    for (const char* key : {"DATABASE", "JWT_KEYS", "PUBLIC_URL", "MAIL", "MAIL_FROM"})
        CHECK(told.find("environment: LATCHKEY_" + std::string{key} + ": is required\n") != told.npos);
}

TEST(config, says_when_the_file_cannot_be_read)
{
    const std::string path = directory + "/absent";
    const auto problems = Config::load(path, {}).problems;
    STRCMP_EQUAL((path + ": No such file or directory").c_str(), problems.at(0).c_str());
}

TEST(config, reads_comments_blanks_and_quotes)
{
    const auto loaded = load(
        "\n  # LATCHKEY_THREADS=1\n\t\n LATCHKEY_ISSUER = \"a \\\"b\\\" \\\\ #c\" \n"
        "LATCHKEY_LOG_LEVEL=debug");
    STRCMP_EQUAL("", all(loaded.problems).c_str());
    STRCMP_EQUAL("a \"b\" \\ #c", loaded.config.text(Key::issuer).c_str());
    STRCMP_EQUAL("debug", loaded.config.text(Key::log_level).c_str());
}

TEST(config, refuses_lines_that_could_be_read_in_two_ways)
{
    bad("LATCHKEY_ISSUER=\"open\n", "LATCHKEY_ISSUER: has no closing quote");
    bad("LATCHKEY_ISSUER=\"open\\\n", "LATCHKEY_ISSUER: has no closing quote");
    bad("LATCHKEY_ISSUER=\"a\" b\n", "LATCHKEY_ISSUER: has text after the closing quote");
    bad("LATCHKEY_ISSUER=\"a\\n\"\n", "LATCHKEY_ISSUER: has a backslash that is not \\\\ or \\\"");
    bad("LATCHKEY_ISSUER='a'\n", "LATCHKEY_ISSUER: is in single quotes; use double quotes");
    bad("LATCHKEY_ISSUER=a\\b\n",
        "LATCHKEY_ISSUER: has a backslash; put the value in double quotes and write \\\\");
    bad("LATCHKEY_ISSUER\n", "is not KEY=value");
}

TEST(config, refuses_carriage_returns_once)
{
    bad("LATCHKEY_THREADS=20\r\nLATCHKEY_ISSUER=x\r\n",
        "has a carriage return; lines must end with a line feed only");
}

TEST(config, refuses_unknown_keys_and_suggests_the_nearest)
{
    bad("LATCHKEY_DATABSE=x\n", "LATCHKEY_DATABSE: unknown key; did you mean LATCHKEY_DATABASE?");
    bad("THREADS=20\n", "THREADS: unknown key; did you mean LATCHKEY_THREADS?");
    bad("PATH=/bin\n", "PATH: unknown key");
    bad("LATCHKEY_ENV_FILE=/x\n", "LATCHKEY_ENV_FILE: unknown key");
    const auto loaded = load("", {{"LATCHKEY_THREAD", "1"}});
    STRCMP_EQUAL("environment: LATCHKEY_THREAD: unknown key; did you mean LATCHKEY_THREADS?\n",
                 all(loaded.problems).c_str());
}

TEST(config, ignores_the_environment_of_others_and_of_requests)
{
    const auto loaded = load("", {{"PATH", "/bin"},
                                  {"LATCHKEY_CONTRACT", "x"},
                                  {"LATCHKEY_REQUEST_ID", "x"},
                                  {"LATCHKEY_REFUSE", "x"},
                                  {"LATCHKEY_REQUIRE", "x"},
                                  {"LATCHKEY_ENV_FILE", "x"},
                                  {"LATCHKEY_TEST_DATABASE", "x"}});
    STRCMP_EQUAL("", all(loaded.problems).c_str());
}

TEST(config, refuses_a_key_given_twice)
{
    const std::string path = file("value", "20");
    bad("LATCHKEY_MAIL=maildir:/x\n",
        "LATCHKEY_MAIL: given twice, first as LATCHKEY_MAIL at " + directory + "/env:4");
    bad("LATCHKEY_PUBLIC_URL_FILE=" + path + "\n",
        "LATCHKEY_PUBLIC_URL_FILE: given twice, first as LATCHKEY_PUBLIC_URL at " + directory + "/env:3");
}

TEST(config, reads_a_value_from_the_file_a_key_names)
{
    const std::string path = file("value", "two:" + signing_key + "\n");
    const auto loaded = load("", {{"LATCHKEY_JWT_KEYS_FILE", path}});
    STRCMP_EQUAL("", all(loaded.problems).c_str());
    STRCMP_EQUAL(("two:" + signing_key).c_str(), loaded.config.text(Key::jwt_keys).c_str());
    bad("LATCHKEY_ISSUER_FILE=" + directory + "/absent\n",
        "LATCHKEY_ISSUER_FILE: " + directory + "/absent: No such file or directory");
    bad("LATCHKEY_ISSUER_FILE=" + file("value", "two\n\n") + "\n",
        "LATCHKEY_ISSUER_FILE: has a control character or a line break");
}

TEST(config, prefers_credentials_for_secrets_only)
{
    file("JWT_KEYS", "cred:" + signing_key);
    file("LOG_LEVEL", "error");
    const sys::Environment environment{{"CREDENTIALS_DIRECTORY", directory},
                                       {"LATCHKEY_JWT_KEYS", "env:" + signing_key}};
    const auto loaded = load("", environment);
    STRCMP_EQUAL("", all(loaded.problems).c_str());
    STRCMP_EQUAL(("cred:" + signing_key).c_str(), loaded.config.text(Key::jwt_keys).c_str());
    STRCMP_EQUAL("info", loaded.config.text(Key::log_level).c_str());
}

TEST(config, refuses_secrets_in_files_readable_by_everyone)
{
    const std::string path = file("env", needed, 0644);
    STRCMP_EQUAL(
        (path + ":1: LATCHKEY_DATABASE: " + path + " is readable by everyone; chmod o-r " + path + "\n")
            .c_str(),
        all(Config::load(path, {}).problems).c_str());
    const std::string value = file("value", "maildir:/x", 0604);
    const auto loaded = load("", {{"LATCHKEY_MAIL_FILE", value}});
    STRCMP_EQUAL(
        ("environment: LATCHKEY_MAIL_FILE: " + value + " is readable by everyone; chmod o-r " + value + "\n")
            .c_str(),
        all(loaded.problems).c_str());
}

TEST(config, lets_everyone_read_a_file_without_secrets)
{
    const auto loaded = Config::load(file("env", "LATCHKEY_THREADS=20\n", 0644), {});
    CHECK(all(loaded.problems).find("readable") == std::string::npos);
    const std::string value = file("value", "debug\n", 0644);
    STRCMP_EQUAL("debug", load("", {{"LATCHKEY_LOG_LEVEL_FILE", value}}).config.text(Key::log_level).c_str());
}

TEST(config, never_tells_a_secret)
{
    const std::string told =
        all(load("hunter2\nhunter2=\nhunter2=\"\nLATCHKEY_MAIL_FILE=" + file("value", "smtp://u:hunter2@"),
                 {{"LATCHKEY_DATABASE", "hunter2"}, {"LATCHKEY_JWT_KEYS", "hunter2:hunter2"}})
                .problems);
    CHECK(told.find("LATCHKEY_JWT_KEYS") != told.npos);
    CHECK(told.find("hunter2") == told.npos);
}

TEST(config, tells_every_problem_at_once)
{
    const auto loaded = load("LATCHKEY_THREADS=0\nLATCHKEY_NONSENSE=1\nLATCHKEY_RATE_LIMITS=yes\n",
                             {{"LATCHKEY_ACCESS_SECONDS", "1h"}});
    UNSIGNED_LONGS_EQUAL(4, loaded.problems.size());
}

TEST(config, keeps_a_thread_free_of_hashing)
{
    bad("LATCHKEY_HASH_LANES=8\n",
        "LATCHKEY_HASH_QUEUE: with LATCHKEY_HASH_LANES it makes 16; must be less than "
        "LATCHKEY_THREADS (16), or logins could hold every thread");
    good("LATCHKEY_HASH_LANES=7\n");
    bad("LATCHKEY_THREADS=4\n",
        "LATCHKEY_HASH_QUEUE: with LATCHKEY_HASH_LANES it makes 9; must be less than "
        "LATCHKEY_THREADS (4), or logins could hold every thread");
    LONGS_EQUAL(1, load("LATCHKEY_HASH_QUEUE=14\n").config.number(Key::hash_lanes));
}

TEST(config, has_a_reference_that_names_each_key_once)
{
    const std::string text = sys::configuration_reference();
    for (const sys::Setting& setting : sys::settings()) {
        const std::string cell = "\n| `LATCHKEY_" + std::string{setting.name} + "` | ";
        const std::size_t first = text.find(cell);
        CHECK(first != text.npos);
        CHECK(text.find(cell, first + 1) == text.npos);
    }
    CHECK(text.find("three quarters as many threads more. From 1 to 512. |  |\n") != text.npos);
    CHECK(text.find("?tls=required\\|try\\|off") != text.npos);
}

TEST(config, has_an_example_that_lacks_only_what_is_required)
{
    const auto loaded = Config::load(file("env", sys::example_env_file()), {});
    UNSIGNED_LONGS_EQUAL(5, loaded.problems.size());
    for (const std::string& problem : loaded.problems) CHECK(problem.ends_with(": is required"));
}

TEST(config, sees_the_environment_of_the_process)
{
    const sys::Environment environment = sys::environment();
    const char* path = ::getenv("PATH");
    CHECK(path != nullptr);
    STRCMP_EQUAL(path, environment.at("PATH").c_str());
}
