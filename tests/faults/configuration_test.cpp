// Programs that refuse to start: what they say names the file, the line and the key, and never a secret.
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/faults/siege.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

constexpr int bad_configuration = 78;
constexpr const char* secret_password = "hunter2hunter2";
constexpr const char* secret_key = "c2hvcnQga2V5";

}   // namespace

TEST_GROUP(faults_configuration)
{
    std::string directory;
    std::string file;
    std::string socket;

    void setup() override
    {
        char name[] = "/var/tmp/lk-config.XXXXXX";
        CHECK(::mkdtemp(name) != nullptr);
        directory = name;
        file = directory + "/env";
        socket = directory + "/worker.sock";
    }

    void teardown() override
    {
        std::filesystem::remove_all(directory);
    }

    // A good file and one more line, the eighth, which may give a key once more or another one.
    void write(const std::string& line, mode_t mode = 0600)
    {
        std::ofstream{file} << "# Line 1\n"
                            << "LATCHKEY_DATABASE=postgresql://latchkey:" << secret_password
                            << "@127.0.0.1:1/latchkey\n"
                            << "LATCHKEY_PUBLIC_URL=http://127.0.0.1:8080\n"
                            << "LATCHKEY_MAIL=maildir:" << directory << "/mail\n"
                            << "LATCHKEY_MAIL_FROM=latchkey@localhost\n"
                            << "LATCHKEY_HASH_LANES_DIR=" << directory << "/lanes\n"
                            << "\n"
                            << line << "\n";
        ::chmod(file.c_str(), mode);
    }

    std::string good_key()
    {
        return "LATCHKEY_JWT_KEYS=k1:" + std::string(43, 'A') + "=";
    }

    Ran start(const std::string& program)
    {
        std::vector<std::string> words{sandbox_program(program), "--env-file", file};
        if (program == "latchkey-worker") words.insert(words.end(), {"--socket", socket});
        return test::run(words);
    }

    void expect_refused(const Ran& ran, const std::string& place, const std::string& key)
    {
        LONGS_EQUAL_TEXT(bad_configuration, ran.exit, ran.err.c_str());
        STRCMP_CONTAINS((file + place).c_str(), ran.err.c_str());
        STRCMP_CONTAINS(key.c_str(), ran.err.c_str());
        for (const char* const secret : {secret_password, secret_key})
            CHECK_FALSE_TEXT((ran.out + ran.err).contains(secret), ran.err.c_str());
        CHECK_FALSE(std::filesystem::exists(socket));   // nobody was let in before that
    }
};

TEST(faults_configuration, with_an_unknown_key_is_refused_and_the_key_that_was_meant_is_named)
{
    write("LATCHKEY_THREAD=" + std::string{secret_key});

    for (const char* const program : {"latchkey-worker", "latchkey-mailer"}) {
        const Ran ran = start(program);
        expect_refused(ran, ":8: ", "LATCHKEY_THREAD: unknown key");
        STRCMP_CONTAINS("did you mean LATCHKEY_THREADS?", ran.err.c_str());
    }
}

TEST(faults_configuration, with_a_bad_value_is_refused)
{
    write("LATCHKEY_THREADS=many");
    expect_refused(start("latchkey-worker"),
                   ":8: ", "LATCHKEY_THREADS: must be a whole number from 1 to 512");

    write("LATCHKEY_THREADS=0");
    expect_refused(start("latchkey-worker"), ":8: ", "LATCHKEY_THREADS");
}

TEST(faults_configuration, with_a_short_signing_key_is_refused_without_telling_it)
{
    write("LATCHKEY_JWT_KEYS=k1:" + std::string{secret_key});

    expect_refused(start("latchkey-worker"), ":8: ", "LATCHKEY_JWT_KEYS");
    expect_refused(start("latchkey-mailer"), ":8: ", "LATCHKEY_JWT_KEYS");
}

TEST(faults_configuration, without_a_signing_key_is_refused)
{
    write("");

    expect_refused(start("latchkey-worker"), ": ", "LATCHKEY_JWT_KEYS: is required");
}

TEST(faults_configuration, that_gives_a_key_twice_is_refused)
{
    write(good_key() + "\nLATCHKEY_PUBLIC_URL=http://127.0.0.1:8081");

    expect_refused(start("latchkey-worker"), ":9: ", "LATCHKEY_PUBLIC_URL: given twice");
}

TEST(faults_configuration, with_a_line_that_is_no_setting_is_refused_without_telling_it)
{
    write(good_key() + "\n" + secret_key);

    expect_refused(start("latchkey-worker"), ":9: ", "is not KEY=value");
}

TEST(faults_configuration, that_everyone_may_read_is_refused)
{
    write(good_key(), 0644);

    expect_refused(start("latchkey-worker"),
                   ":2: ", "LATCHKEY_DATABASE: " + file + " is readable by everyone");
    expect_refused(start("latchkey-mailer"), ":2: ", "readable by everyone");
}

TEST(faults_configuration, that_is_missing_is_refused)
{
    expect_refused(start("latchkey-worker"), ": ", "LATCHKEY_JWT_KEYS: is required");
}

TEST(faults_configuration, that_lets_logins_hold_every_thread_is_refused)
{
    write(good_key() + "\nLATCHKEY_THREADS=4\nLATCHKEY_HASH_LANES=2\nLATCHKEY_HASH_QUEUE=2");

    expect_refused(start("latchkey-worker"), ":11: ", "LATCHKEY_HASH_QUEUE");
}

TEST(faults_configuration, with_broken_words_for_letters_is_refused_by_the_mailer)
{
    write(good_key() + "\nLATCHKEY_MAIL_WORDS_DIR=" + directory);
    std::ofstream{directory + "/de.json"} << R"({"invite.subjekt": "Willkommen"})";
    const Ran ran = start("latchkey-mailer");
    LONGS_EQUAL_TEXT(bad_configuration, ran.exit, ran.err.c_str());
    STRCMP_CONTAINS((directory + "/de.json: there is no text invite.subjekt").c_str(), ran.err.c_str());
}

TEST(faults_configuration, names_the_command_to_run_on_a_database_without_schema)
{
    Sandbox& sandbox = battered();
    sandbox.sql("CREATE SCHEMA IF NOT EXISTS bare");
    write(good_key());
    const std::string database = sandbox.setting("DATABASE") + "&options=-csearch_path%3Dbare";

    for (const char* const program : {"latchkey-worker", "latchkey-mailer"}) {
        std::vector<std::string> words{sandbox_program(program), "--env-file", file};
        if (program == std::string_view{"latchkey-worker"})
            words.insert(words.end(), {"--socket", socket, "--processes", "2"});
        const Ran ran = test::run(words, {{"LATCHKEY_DATABASE", database}});
        LONGS_EQUAL_TEXT(bad_configuration, ran.exit, ran.err.c_str());
        STRCMP_CONTAINS("latchkey migrate", ran.err.c_str());
    }
}
