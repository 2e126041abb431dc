// A database that was lost and comes back from its dump, as docs/operations.md says it is done.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>

#include "tests/faults/handed_worker.h"
#include "tests/faults/siege.h"
#include "tests/harness/answers.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(faults_backup)
{
    Sandbox& sandbox = battered();
    Mount auth = shipfastai(sandbox);
    const std::string dump = sandbox.directory() + "/latchkey.dump";
    const std::string env_file = sandbox.directory() + "/restored.env";

    void teardown() override
    {
        must({"psql", "-Xq", of("postgres"), "-c", "DROP DATABASE IF EXISTS restored WITH (FORCE)"});
        std::filesystem::remove(dump);
        std::filesystem::remove(env_file);
    }
    void must(const std::vector<std::string>& words)
    {
        const Ran ran = test::run(words);
        LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
    }
    // The sandbox's cluster, as its superuser.
    std::string of(const std::string& database)
    {
        return std::regex_replace(sandbox.setting("MIGRATE_DATABASE"), std::regex{"//[^@/]*@/[^?]*"},
                                  "//postgres@/" + database);
    }
    void restore()
    {
        must({"psql", "-Xq", of("postgres"), "-c", "CREATE DATABASE restored OWNER latchkey_owner"});
        must({"pg_restore", "--exit-on-error", "-d", of("restored"), dump});
    }
    std::string restored(const std::string& uri)
    {
        return std::regex_replace(uri, std::regex{"@/[^?]*"}, "@/restored");
    }
    void configure()
    {
        std::ifstream before{sandbox.directory() + "/env"};
        std::ofstream after{env_file};
        for (std::string line; std::getline(before, line);)
            after << (line.contains("DATABASE=") ? restored(line) : line) << '\n';
        after.close();
        ::chmod(env_file.c_str(), 0640);
    }
};

TEST(faults_backup, brings_back_accounts_sessions_and_the_rights_of_roles)
{
    const Person person = registered(sandbox);
    const Session session = signed_in(auth, person);
    must({"pg_dump", "-Fc", "-f", dump, of("latchkey")});
    const Person later = registered(sandbox);
    restore();
    configure();

    const Handed handed{sandbox};
    std::optional<Worker> worker;
    start(worker, handed, env_file, 1);

    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    LONGS_EQUAL(200, auth.post("/refresh", object({{"refresh_token", session.refresh}})).status);
    LONGS_EQUAL(200, auth.post("/login", person.credentials()).status);
    LONGS_EQUAL(401, auth.post("/login", later.credentials()).status);
    const auto status =
        test::run({sandbox_program("latchkey"), "--env-file", env_file, "migrate", "--status"});
    LONGS_EQUAL_TEXT(0, status.exit, status.err.c_str());
    CHECK(
        test::run({"psql", "-Xq", "-c", "DROP TABLE account", restored(sandbox.setting("DATABASE"))}).exit !=
        0);
}
