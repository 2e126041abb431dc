#include "tests/harness/sandbox.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include "fcgi/sys/env_file.h"
#include "tests/harness/exchanges.h"
#include "tests/harness/ground.h"
#include "tests/harness/ports.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string build_directory()
{
    const std::string named = variable("BUILD_DIR");
    return named.empty() ? "build" : named;
}

std::string contents(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

Settings completed(Settings settings, const std::string& directory)
{
    settings.insert({{"LATCHKEY_SCRYPT", "10,8,1"},
                     {"LATCHKEY_RATE_LIMITS", "off"},
                     {"LATCHKEY_FRONTEND_URL", "https://app.example.com"},
                     {"BUILD_DIR", build_directory()},
                     {"RUN_DIR", directory}});
    for (const char* const options : {"ASAN_OPTIONS", "UBSAN_OPTIONS"})
        settings[options] = variable(options) + ":log_path=" + directory + "/log/asan";
    return settings;
}

void fail(const std::string& what, const Ran& ran)
{
    FAIL((what + " (" + std::to_string(ran.exit) + "):\n" + ran.out + ran.err).c_str());
}

// The parent of a process; 0 when it has gone.
int parent_of(const std::string& process)
{
    const std::string line = contents("/proc/" + process + "/stat");
    const auto bracket = line.rfind(") ");   // behind it: state, parent
    return bracket == std::string::npos ? 0 : std::atoi(line.c_str() + std::min(bracket + 4, line.size()));
}

}   // namespace

Sandbox::Sandbox(const Settings& settings) : directory_{new_plot()}, port_{}
{
    Ran ran;
    for (int tries = 0; tries < 3; ++tries) {   // a free port may be somebody's a moment later
        settings_ = completed(settings, directory_);
        port_ = free_pair();
        settings_["PORT"] = std::to_string(port_);
        ran = script({"up"});
        if (ran.exit == 0) {
            note_sandbox(base(), second_base());
            return;
        }
        if (!ran.err.contains(" is held by ")) break;
    }
    clear_plot(directory_);
    fail("the sandbox does not come up", ran);
}

Sandbox::~Sandbox()
{
    clear_plot(directory_);
}

std::string Sandbox::base() const
{
    return "http://127.0.0.1:" + std::to_string(port_);
}

std::string Sandbox::second_base() const
{
    return "http://127.0.0.1:" + std::to_string(port_ + 1);
}

std::string Sandbox::setting(const std::string& key) const
{
    for (const auto& line : sys::parse_env_file(contents(directory_ + "/env")))
        if (line.key == "LATCHKEY_" + key) return line.value;
    return {};
}

Ran Sandbox::script(const std::vector<std::string>& words) const
{
    std::vector<std::string> command{"tests/sandbox/sandbox.sh"};
    command.insert(command.end(), words.begin(), words.end());
    return run(command, settings_);
}

Ran Sandbox::latchkey(const std::vector<std::string>& words, const std::string& input) const
{
    std::vector<std::string> command{build_directory() + "/latchkey", "--env-file", directory_ + "/env"};
    command.insert(command.end(), words.begin(), words.end());
    return run(command, {}, input);
}

void Sandbox::control(const std::vector<std::string>& words) const
{
    const Ran ran = script(words);
    if (ran.exit != 0) fail("sandbox.sh " + words.front(), ran);
}

std::vector<std::string> Sandbox::sql(const std::string& text) const
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{
        PQconnectdb(setting("MIGRATE_DATABASE").c_str()), PQfinish};
    const std::unique_ptr<PGresult, decltype(&PQclear)> result{PQexec(connection.get(), text.c_str()),
                                                               PQclear};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        FAIL((text + "\n" + PQerrorMessage(connection.get())).c_str());
    std::vector<std::string> rows;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        std::string& line = rows.emplace_back();
        for (int column = 0; column < PQnfields(result.get()); ++column)
            line.append(column ? "|" : "").append(PQgetvalue(result.get(), row, column));
    }
    return rows;
}

std::vector<int> Sandbox::worker_pids() const
{
    const int supervisor = std::atoi(contents(directory_ + "/pids/workers").c_str());
    std::vector<int> workers;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        if (supervisor > 0 && std::isdigit(static_cast<unsigned char>(name[0])) &&
            parent_of(name) == supervisor)
            workers.push_back(std::atoi(name.c_str()));
    }
    std::ranges::sort(workers);
    return workers;
}

// Ended by the guardian, which does it also when the tests crash. Once it did not come up, it is not tried
// again.
static Sandbox& kept(std::optional<Sandbox>& sandbox, bool& tried, const Settings& settings)
{
    if (!sandbox && tried) FAIL("this sandbox did not come up before");
    tried = true;
    if (!sandbox) sandbox.emplace(settings);
    return *sandbox;
}

Sandbox& Sandbox::shared()
{
    static std::optional<Sandbox> sandbox;
    static bool tried = false;
    return kept(sandbox, tried, {});
}

Sandbox& Sandbox::strict()
{
    static std::optional<Sandbox> sandbox;
    static bool tried = false;
    return kept(sandbox, tried,
                {{"LATCHKEY_RATE_LIMITS", "on"},
                 {"LATCHKEY_COOKIE_SECURE", "on"},
                 {"LATCHKEY_REFRESH_GRACE_SECONDS", "0"}});
}

}   // namespace test
