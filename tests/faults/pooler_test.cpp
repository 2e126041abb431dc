// Workers whose Postgres is PgBouncer in transaction pooling: two server connections for all of them, handed
// over after each transaction, so that nothing a session would keep is there the next time.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include "tests/faults/handed_worker.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

// Refuses root, as Postgres does; ends with us whatever happens.
constexpr const char* start_it = R"sh(
    if [ "$(id -u)" = 0 ]; then
        chown -R postgres: "$0"
        set -- --reuid postgres --regid postgres --init-groups
    fi
    PATH=$PATH:/usr/sbin setpriv "$@" --pdeathsig TERM -- pgbouncer -q "$0/ini" &
    trap 'kill $!' TERM
    until [ -S "$0/.s.PGSQL.6432" ]; do sleep 0.05; done
    echo ready
    wait   # until it ends or the trap cuts this short
    wait   # for its end, before its directory goes
)sh";

class PgBouncer {
public:
    explicit PgBouncer(const Sandbox& sandbox)
    {
        char name[] = "/var/tmp/lk-pooler.XXXXXX";
        CHECK(::mkdtemp(name) != nullptr);
        directory_ = name;
        const std::string uri = sandbox.setting("DATABASE");
        const auto from = uri.find(':', uri.find("//")) + 1;
        std::ofstream{directory_ + "/users"} << "\"latchkey\" \"" << uri.substr(from, uri.find('@') - from)
                                             << "\"\n";
        std::ofstream{directory_ + "/ini"}
            << "[databases]\nlatchkey = host=" << socket_directory(sandbox)
            << "/postgres port=5432 dbname=latchkey\n[pgbouncer]\nlisten_addr =\n"
            << "unix_socket_dir = " << directory_ << "\nlisten_port = 6432\n"
            << "auth_type = trust\nauth_file = " << directory_ << "/users\n"
            << "pool_mode = transaction\ndefault_pool_size = 2\nlogfile = " << directory_ << "/log\n";
        running_.emplace(std::vector<std::string>{"sh", "-c", start_it, directory_});
    }
    ~PgBouncer()
    {
        running_.reset();
        std::filesystem::remove_all(directory_);
    }
    PgBouncer(const PgBouncer&) = delete;
    PgBouncer& operator=(const PgBouncer&) = delete;

    std::string uri() const { return "postgresql://latchkey@/latchkey?host=" + directory_ + "&port=6432"; }

private:
    std::string directory_;
    std::optional<Running> running_;
};

}   // namespace

TEST_GROUP(faults_pooler)
{
    Sandbox& sandbox = battered();
    std::string env_file = sandbox.directory() + "/pooled.env";

    // The sandbox's configuration with another database.
    void write(const std::string& uri, const std::string& more)
    {
        const std::string ours = contents(sandbox.directory() + "/env");
        const auto from = ours.find("LATCHKEY_DATABASE=");
        std::ofstream{env_file} << ours.substr(0, from) << ours.substr(ours.find('\n', from) + 1)
                                << "LATCHKEY_DATABASE=" << uri << '\n'
                                << more;
        ::chmod(env_file.c_str(), 0600);
    }

    std::string log_behind(std::size_t size)
    {
        return contents(sandbox.directory() + "/log/handed.log").substr(size);
    }

    static Answer all_of_a_life(Mount & auth, const std::string& email)
    {
        const std::string who = object({{"email", email}, {"password", "password of " + email}});
        Answer answer = auth.post("/register", who);
        if (answer.status != 200) return answer;
        answer = auth.post("/login", who);
        if (answer.status != 200) return answer;
        const Session session = session_of(answer);
        answer = auth.get("/me", session.access);
        if (answer.status != 200) return answer;
        return auth.post("/refresh", object({{"refresh_token", session.refresh}}));
    }
};

TEST(faults_pooler, gives_each_transaction_another_connection_and_nobody_notices)
{
    const PgBouncer pooler{sandbox};
    write(pooler.uri(), "LATCHKEY_DATABASE_POOLER=on\n");
    const auto logged = contents(sandbox.directory() + "/log/handed.log").size();
    const Handed handed{sandbox};
    std::optional<Worker> worker;
    start(worker, handed, env_file, 2);
    Crowd crowd{sandbox, 6, [](Mount& auth, int thread, int turn) {
                    return all_of_a_life(auth, "pooled-" + std::to_string(thread) + "-" +
                                                   std::to_string(turn) + "@example.com");
                }};
    CHECK(within(30s, [&] { return crowd.answered() > 60; }));
    for (const Answer& answer : crowd.stop()) LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());

    Mount auth = shipfastai(sandbox);
    const Person person = registered(sandbox);
    const Session session = signed_in(auth, person);
    LONGS_EQUAL(
        0, test::run({sandbox_program("latchkey"), "--env-file", env_file, "session", "revoke", person.email})
               .exit);
    LONGS_EQUAL(401, auth.get("/me", session.access).status);
    for (const std::string last : {"--plan", "--status"})
        LONGS_EQUAL(0,
                    test::run({sandbox_program("latchkey"), "--env-file", env_file, "migrate", last}).exit);
    LONGS_EQUAL(0, test::run({sandbox_program("latchkey"), "--env-file", env_file, "migrate"}).exit);
    LONGS_EQUAL(0, worker->end());
    const std::string log = log_behind(logged);
    for (const char* const sign : {"26000", "42P05", "request_failed", "news_lost"})
        CHECK_FALSE_TEXT(log.contains(sign), log.c_str());
}
