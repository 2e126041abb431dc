#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/faults/siege.h"
#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(latchkey_arrival)
{
    Sandbox& sandbox = Sandbox::shared();
    Mount auth = shipfastai();   // latchkey's rows stand beside it

    // Pages beside the routes, since the sandbox's letters lead elsewhere.
    const std::string env_file = sandbox.directory() + "/doctor.env";

    void setup() override
    {
        std::ifstream before{sandbox.directory() + "/env"};
        std::ofstream after{env_file};
        for (std::string line; std::getline(before, line);)
            if (!line.starts_with("LATCHKEY_FRONTEND_URL=")) after << line << '\n';
        after.close();
        ::chmod(env_file.c_str(), 0600);
    }
    void teardown() override
    {
        ::unlink(env_file.c_str());
    }
    Ran examined(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> words{sandbox_program("latchkey"), "--env-file", env_file, "doctor"};
        words.insert(words.end(), more.begin(), more.end());
        return test::run(words);
    }
};

// GET /arrival
TEST(latchkey_arrival, is_told_to_nobody_but_the_doctor)
{
    expect_detail(auth.get("/arrival"), 401, "Not authenticated");
    expect_detail(auth.get("/arrival", signed_in(auth, verified()).access), 401, "Not authenticated");
}

TEST(latchkey_arrival, is_told_to_who_signs_with_our_keys_that_it_may)
{
    const std::string access = signed_in(auth, verified()).access;
    const std::string claims = with_claim(access, "typ", R"("administration")");
    const std::string token = forged(header_of(access), claims, signing_key(sandbox));
    expect(
        auth.get("/arrival", token), 200,
        R"({"address":"127.0.0.1","scheme":"http","mount":"/api/auth","contracts":"shipfastai latchkey"})");
    LONGS_EQUAL(401, auth.get("/me", token).status);
}

TEST(latchkey_arrival, is_looked_at_by_the_doctor_through_nginx)
{
    const Ran ran = examined();
    LONGS_EQUAL_TEXT(0, ran.exit, (ran.out + ran.err).c_str());
    STRCMP_CONTAINS("ok\tnginx\t/api/auth speaks: shipfastai latchkey\n", ran.out.c_str());
    STRCMP_CONTAINS("ok\tnginx\tthis host arrives as 127.0.0.1, whatever it claims to be\n", ran.out.c_str());
    STRCMP_CONTAINS("ok\tnginx\trequests arrive by http\n", ran.out.c_str());
    STRCMP_CONTAINS("ok\tschema\tis the one of this program\n", ran.out.c_str());
    STRCMP_CONTAINS("ok\tmail\tthe Maildir: may be written\n", ran.out.c_str());
}

TEST(latchkey_arrival, fails_the_doctor_where_no_row_of_latchkey_is)
{
    const Ran ran = examined({"--mount", "/nowhere"});
    LONGS_EQUAL(1, ran.exit);
    STRCMP_CONTAINS("bad\tnginx\t", ran.out.c_str());
    STRCMP_CONTAINS("/nowhere/arrival answered 404", ran.out.c_str());
}

TEST(latchkey_arrival, brings_a_trial_letter_where_the_doctor_is_told_to_send_one)
{
    const std::string recipient = fresh_email();
    const Ran ran = examined({"--mail-to", recipient, "--json"});
    LONGS_EQUAL(0, ran.exit);
    STRCMP_CONTAINS(R"({"about":"mail","verdict":"ok","words":"a letter to )", ran.out.c_str());
    STRCMP_EQUAL("A trial letter from Latchkey",
                 sandbox.mailbox().wait_for(recipient).header("subject").c_str());
}
