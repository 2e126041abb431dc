// latchkey key list and rotate: each step in its order, in the file, with its entry in the audit.
#include <algorithm>

#include "tests/handlers/administration/ring_file.h"
#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::RingFile;
using test::Said;

TEST_GROUP(keys)
{
    test::House house;   // empties the tables, and is the database's side

    static std::string done(const Said& said)
    {
        STRCMP_EQUAL_TEXT("", said.exit == 0 ? "" : said.err.c_str(), "refused");
        return said.out;
    }
    static void refused(const Said& said, const char* reason)
    {
        LONGS_EQUAL(1, said.exit);
        STRCMP_CONTAINS(reason, said.err.c_str());
        STRCMP_EQUAL("", said.out.c_str());
    }
    // The kids of the file's ring, in order.
    static std::string kids(const RingFile& file)
    {
        std::string names;
        std::string text = file.text();
        for (std::size_t from = 0; from < text.size(); from = text.find_first_of(",\n", from) + 1)
            names += (names.empty() ? "" : " ") + text.substr(from, text.find(':', from) - from);
        return names;
    }
    // The name in "k1234 is staged in FILE".
    static std::string staged(const RingFile& file)
    {
        const std::string told = done(file.rotate("stage"));
        return told.substr(0, told.find(' '));
    }
    void days_pass(int days)
    {
        house.sql("UPDATE audit SET at = at - interval '1 day' * " + std::to_string(days));
    }
};

TEST(keys, go_through_all_steps_in_the_file)
{
    const RingFile file;
    const std::string kid = staged(file);
    STRCMP_EQUAL(("old " + kid).c_str(), kids(file).c_str());
    STRCMP_EQUAL((kid + " is active in " + file.path() + "\n").c_str(),
                 done(file.rotate("activate")).c_str());
    STRCMP_EQUAL((kid + " old").c_str(), kids(file).c_str());
    days_pass(4);
    STRCMP_EQUAL(("old is retired in " + file.path() + "\n").c_str(), done(file.rotate("retire")).c_str());
    STRCMP_EQUAL(kid.c_str(), kids(file).c_str());
    STRCMP_EQUAL("3",
                 house.sql("SELECT count(*) FROM audit WHERE event LIKE 'key_%' AND actor = 'cli'").c_str());
}

TEST(keys, keep_the_owner_and_mode_of_their_file_and_leave_nothing_beside_it)
{
    const RingFile file;
    staged(file);
    struct stat status {};
    LONGS_EQUAL(0, ::stat(file.path().c_str(), &status));
    LONGS_EQUAL(0640, status.st_mode & 07777);
    const auto beside = std::filesystem::directory_iterator{std::filesystem::path{file.path()}.parent_path()};
    LONGS_EQUAL(1, std::distance(begin(beside), end(beside)));
}

TEST(keys, are_told_by_no_sentence_that_rotates_them)
{
    const RingFile file;
    for (const char* const step : {"stage", "activate", "retire --yes"}) {
        const Said said = file.rotate(step, true);
        LONGS_EQUAL(0, said.exit);
        const std::string key = file.text().substr(file.text().find(':') + 1, 20);
        CHECK_FALSE((said.out + said.err + file.list().out).contains(key));
    }
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM audit WHERE detail LIKE '%:%'").c_str());
}

TEST(keys, say_what_to_type_next)
{
    const RingFile file;
    const std::string reload =
        "latchkey: now on each host: systemctl reload 'latchkey@*.service' latchkey-mailer.service\n";
    STRCMP_EQUAL((reload + "latchkey: then latchkey key rotate --jwt activate\n").c_str(),
                 file.rotate("stage").err.c_str());
    days_pass(1);
    STRCMP_EQUAL((reload + "latchkey: then in 3 days: latchkey key rotate --jwt retire\n").c_str(),
                 file.rotate("activate").err.c_str());
    days_pass(4);
    STRCMP_EQUAL(reload.c_str(), file.rotate("retire").err.c_str());
}

TEST(keys, are_refused_steps_in_the_wrong_order)
{
    const RingFile file;
    const std::string before = file.text();
    refused(file.rotate("activate"), "no key is staged; first: latchkey key rotate --jwt stage");
    refused(file.rotate("retire"), "no key is retiring; first: latchkey key rotate --jwt activate");
    STRCMP_EQUAL(before.c_str(), file.text().c_str());
    const std::string kid = staged(file);
    refused(file.rotate("stage"), (kid + " is staged already").c_str());
    refused(file.rotate("retire"), "no key is retiring");
    done(file.rotate("activate"));
    refused(file.rotate("activate"), "no key is staged");
    STRCMP_EQUAL("2", house.sql("SELECT count(*) FROM audit WHERE event LIKE 'key_%'").c_str());
}

TEST(keys, that_were_staged_a_moment_ago_are_activated_with_a_warning)
{
    const RingFile file;
    staged(file);
    STRCMP_CONTAINS("seconds ago; whoever has not loaded it", file.rotate("activate").err.c_str());

    staged(file);
    days_pass(1);
    const Said said = file.rotate("activate");
    LONGS_EQUAL(0, said.exit);
    CHECK_FALSE(said.err.contains("warning"));
}

TEST(keys, that_sign_no_more_are_kept_while_a_session_may_hang_on_them)
{
    const RingFile file;
    const std::string kid = staged(file);
    done(file.rotate("activate"));
    days_pass(2);
    refused(file.rotate("retire"), "ends the sessions that were not refreshed since another key signs");
    STRCMP_EQUAL((kid + " old").c_str(), kids(file).c_str());
    done(file.rotate("retire --yes"));
    STRCMP_EQUAL(kid.c_str(), kids(file).c_str());
}

TEST(keys, put_there_by_hand_are_taken_on_demand_only)
{
    const RingFile file{"jwt", test::signing_key("old") + "," + test::signing_key("new")};
    STRCMP_CONTAINS("jwt\told\tactive\t-\njwt\tnew\tfurther\t-\n", file.list().out.c_str());
    refused(file.rotate("activate"), "--yes where the only other key was put behind by hand");
    refused(file.rotate("retire"), "--yes where the active one was put in front by hand");
    done(file.rotate("activate --yes"));
    STRCMP_EQUAL("new old", kids(file).c_str());
}

TEST(keys, are_listed_with_their_state_and_since_when)
{
    const RingFile file;
    const std::string kid = staged(file);
    STRCMP_CONTAINS(("jwt\told\tactive\t-\njwt\t" + kid + "\tstaged\t20").c_str(), file.list().out.c_str());
    done(file.rotate("activate"));
    STRCMP_CONTAINS(("jwt\t" + kid + "\tactive\t20").c_str(), file.list().out.c_str());
    STRCMP_CONTAINS("\njwt\told\tretiring\t20", file.list().out.c_str());
    const std::string next = staged(file);
    const auto listed = file.list(true).out;
    STRCMP_CONTAINS((R"({"ring":"jwt","kid":")" + next + R"(","state":"staged","since":"20)").c_str(),
                    listed.c_str());
    STRCMP_CONTAINS((R"({"ring":"jwt","kid":")" + kid + R"(","state":"active","since":"20)").c_str(),
                    listed.c_str());
}

TEST(keys, that_seal_are_kept_while_a_row_hangs_on_them)
{
    const RingFile file{"seal"};
    {
        test::House vault{file.settings()};
        const test::Owner owner{vault, "ann@example.com"};
        owner.store(R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})");
    }
    const std::string kid = staged(file);
    STRCMP_CONTAINS("latchkey: then latchkey key rotate --seal reseal\n",
                    file.rotate("activate").err.c_str());
    refused(file.rotate("retire --yes"),
            "1 rows are sealed with old; first: latchkey key rotate --seal reseal");
    STRCMP_CONTAINS("\tretiring\t20", file.list().out.c_str());
    STRCMP_EQUAL("1 rows sealed anew\n", done(file.rotate("reseal")).c_str());
    STRCMP_EQUAL("0 rows sealed anew\n", done(file.rotate("")).c_str());
    STRCMP_EQUAL(("old is retired in " + file.path() + "\n").c_str(), done(file.rotate("retire")).c_str());
    STRCMP_CONTAINS(("seal\t" + kid + "\tactive\t20").c_str(), file.list().out.c_str());
    STRCMP_CONTAINS("\t1 rows\n", file.list().out.c_str());
}

TEST(keys, that_stand_in_no_file_are_not_rotated)
{
    const auto said = administer(house, "key rotate --jwt stage");
    refused(said, "LATCHKEY_JWT_KEYS stands in no file (environment); name one by LATCHKEY_JWT_KEYS_FILE");
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM audit WHERE event LIKE 'key_%'").c_str());
}

TEST(keys, want_a_ring_and_a_step)
{
    for (const char* const words : {"key rotate", "key rotate --jwt", "key rotate --jwt --seal stage",
                                    "key rotate --jwt reseal", "key rotate --jwt stage activate"})
        LONGS_EQUAL_TEXT(2, administer(house, words).exit, words);
}
