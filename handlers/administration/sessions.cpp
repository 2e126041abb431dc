// latchkey session ..., audit, cleanup: what is going on, what went on, and what may go.
#include <ostream>

#include "handlers/administration/named_user.h"
#include "handlers/administration/sentences.h"
#include "handlers/audit/audit_store.h"
#include "handlers/cleanup_store.h"
#include "handlers/contracts/framework.h"
#include "handlers/sessions/session_list_store.h"
#include "handlers/tokens/uuid.h"

namespace administration {

namespace {

void show(const Desk& desk, const sessions::Listed& session)
{
    http::Json json;
    json.with("session_id", session.id)
        .with("created_at", contracts::iso8601(session.created_at))
        .with("last_used_at", contracts::iso8601(session.last_used_at))
        .with("address", session.address)
        .with("device", session.device)
        .with("method", session.method)
        .with("user_agent", session.user_agent);
    if (desk.json)
        desk.out << json.text() << '\n';
    else
        desk.out << session.id << "  " << contracts::iso8601(session.last_used_at) << "  " << session.address
                 << "  " << session.method << "  " << session.device << '\n';
}

void show(const Desk& desk, const audit::Entry& entry)
{
    http::Json json;
    json.with("at", contracts::iso8601(entry.at))
        .with("event", entry.what)
        .with("result", entry.result)
        .with("user_id", entry.account)
        .with("session_id", entry.session)
        .with("actor", entry.actor)
        .with("address", entry.address)
        .with("detail", entry.detail);
    if (desk.json)
        desk.out << json.text() << '\n';
    else
        desk.out << contracts::iso8601(entry.at) << "  " << entry.what << "  " << entry.result << "  "
                 << entry.account << "  " << entry.actor << "  " << entry.address << "  " << entry.detail
                 << '\n';
}

Exit no_such_session(const Desk& desk, const std::string& email, const std::string& id)
{
    desk.err << "latchkey: " << email << " has no living session " << id << '\n';
    return refused;
}

std::int64_t number(const std::string& text, std::string_view name)
{
    char* end = nullptr;
    const std::int64_t value = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || *end != '\0' || value < 1) throw Misuse{std::string{name} + " is a number from 1"};
    return value;
}

}   // namespace

Exit session_list(const Desk& desk, Words words)
{
    const std::string who = named_user(words);
    words.end();
    Office office{desk};
    const auto account = find_user(office, who);
    if (!account) return no_such_user(desk, who);
    auto db = office.lease();
    for (const auto& session : sessions::list_live(db, account->id)) show(desk, session);
    return done;
}

Exit session_revoke(const Desk& desk, Words words)
{
    const std::string one = words.take_option("--session");
    const std::string who = named_user(words);
    words.end();
    Office office{desk};
    const auto account = find_user(office, who);
    if (!account) return no_such_user(desk, who);
    auto db = office.lease();
    const Context cx = office.context();
    const sessions::Revoking by{account->id, {}, cx.origin};
    if (!one.empty() && !sessions::end_one(db, by, one)) return no_such_session(desk, account->email, one);
    const std::int64_t ended = one.empty() ? sessions::end_all(db, by) : 1;
    if (desk.json) {
        http::Json json;
        json.with("ended", ended);
        desk.out << json.text() << '\n';
    } else {
        desk.out << "ended " << ended << '\n';
    }
    return done;
}

Exit read_audit(const Desk& desk, Words words)
{
    const std::string who = words.take_option("--user");
    const std::int64_t most = number(words.take_option("--last", "100"), "--last");
    words.end();
    Office office{desk};
    const auto account = who.empty() ? std::nullopt : find_user(office, who);
    if (!who.empty() && !account && !tokens::is_uuid(who)) return no_such_user(desk, who);
    auto db = office.lease();
    const auto entries = audit::read(db, account ? account->id : who, most);   // they outlive their account
    if (!who.empty() && !account && entries.empty()) return no_such_user(desk, who);
    for (const auto& entry : entries) show(desk, entry);
    return done;
}

Exit cleanup(const Desk& desk, Words words)
{
    words.end();
    Office office{desk};
    auto db = office.lease();
    const std::int64_t removed = remove_expired(db, desk.config.number(sys::Key::audit_days));
    if (desk.json) {
        http::Json json;
        json.with("removed", removed);
        desk.out << json.text() << '\n';
    } else {
        desk.out << "removed " << removed << '\n';
    }
    return done;
}

}   // namespace administration
