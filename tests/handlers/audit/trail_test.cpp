// Does every deed that matters to an account's safety once, and looks for its entry.
#include <fstream>
#include <set>

#include "tests/handlers/audit/deeds.h"

#include <CppUTest/TestHarness.h>

using test::Deed;
using test::Stage;

static std::string named(const Deed& deed)
{
    return std::string{deed.event} + " " + deed.result + " by " + deed.actor;
}

TEST_GROUP(trail){};

TEST(trail, has_one_entry_of_each_deed)
{
    for (const Deed& deed : test::deeds()) {
        Stage stage;
        deed.prepare(stage);
        stage.house.sql("DELETE FROM audit");
        deed.act(stage);
        const std::string actor = deed.actor == std::string{"ann"} ? stage.id("ann") : deed.actor;
        const auto found = stage.house.sql("SELECT count(*) FROM audit WHERE event = '" +
                                           std::string{deed.event} + "' AND result = '" + deed.result +
                                           "' AND actor = '" + actor + "' AND address <> ''");
        STRCMP_EQUAL_TEXT("1", found.c_str(), named(deed).c_str());
    }
}

TEST(trail, holds_no_secret)
{
    for (const Deed& deed : test::deeds()) {
        Stage stage;
        stage.house.sql("DELETE FROM audit");
        deed.prepare(stage);
        deed.act(stage);
        const auto told = stage.house.sql("SELECT string_agg(audit::text, ' ') FROM audit");
        for (const char* secret : {"horse", "key-12345678", "eyJ", "$s1$", "@example.com"})
            CHECK_FALSE_TEXT(told.contains(secret), named(deed).c_str());
    }
}

TEST(trail, tells_in_which_session_it_was_done)
{
    const std::set<std::string> signed_in{
        "switch_org", "change_password", "api_key_stored", "api_key_decrypted", "logout", "login", "not_me"};
    for (const Deed& deed : test::deeds()) {
        if (!signed_in.contains(deed.event) || std::string{"ok"} != deed.result) continue;
        Stage stage;
        deed.prepare(stage);
        deed.act(stage);
        const auto of = stage.house.sql(
            "SELECT count(*) FROM audit u JOIN session s ON s.id = u.session_id"
            " AND s.account_id = u.account_id WHERE event = '" +
            std::string{deed.event} + "'");
        CHECK_TEXT(of != "0", named(deed).c_str());
    }
}

TEST(trail, names_the_session_that_was_revoked_and_the_one_it_was_done_in)
{
    Stage stage;
    const auto another = [&] {
        stage.house.login("ann@example.com");
        return stage.newest_session();
    };
    const auto own = stage.house.sql("SELECT id FROM session WHERE account_id = '" + stage.id("ann") + "'");
    const auto one = another();
    stage.call("latchkey", "DELETE", "/sessions/" + one, {}, stage.ann);
    const auto other = another();
    stage.call("latchkey", "DELETE", "/sessions", {}, stage.ann);
    stage.cli("session revoke ann@example.com");

    const auto told = stage.house.sql(
        "SELECT string_agg(concat_ws(' ', coalesce(session_id::text, 'none'), detail), ', ' ORDER BY at)"
        " FROM audit WHERE event = 'session_revoke'");
    STRCMP_EQUAL((own + " " + one + ", " + own + " " + other + ", none " + own).c_str(), told.c_str());
}

// The table in docs/operations.md, its first column.
TEST(trail, has_the_events_that_the_documents_list)
{
    std::ifstream file{"docs/operations.md"};
    std::string line;
    while (std::getline(file, line) && line != "## Audit") continue;
    std::set<std::string> listed;
    while (std::getline(file, line) && !line.starts_with("## ")) {
        if (!line.starts_with("| `")) continue;
        const auto column = line.substr(0, line.find(" | "));
        for (auto at = column.find('`'); at != std::string::npos; at = column.find('`', at + 1)) {
            const auto end = column.find('`', at + 1);
            listed.insert(column.substr(at + 1, end - at - 1));
            at = end;
        }
    }
    // The first four need a provider who answers: tests/handlers/oauth.
    std::set<std::string> done{"oauth_login", "identity_linked", "identity_removed", "account_taken_over"};
    for (const Deed& deed : test::deeds()) done.insert(deed.event);
    for (const auto& event : listed) CHECK_TEXT(done.contains(event), event.c_str());
    for (const auto& event : done) CHECK_TEXT(listed.contains(event), event.c_str());
}
