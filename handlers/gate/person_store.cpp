#include "handlers/gate/person_store.h"

#include "fcgi/db/pool.h"

namespace gate {

namespace {

// No name holds a control character.
constexpr char between_items = '\x1e';
constexpr char between_parts = '\x1f';

std::vector<std::string> split(std::string_view text, char at)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto item = text.substr(0, text.find(at));
        items.emplace_back(item);
        text.remove_prefix(std::min(item.size() + 1, text.size()));
    }
    return items;
}

std::vector<Person::Membership> memberships(const std::string& text)
{
    std::vector<Person::Membership> found;
    for (const std::string& item : split(text, between_items)) {
        const auto parts = split(item, between_parts);
        found.push_back({parts.at(0), parts.at(2), parts.at(1)});
    }
    return found;
}

}   // namespace

std::optional<Person> find_person(db::Lease& db, std::string_view account,
                                  const std::optional<std::string>& sessions_since)
{
    const auto row = db.row(
        "SELECT a.id, a.email, a.full_name, a.username, a.verified_at IS NOT NULL,"
        " (SELECT k.status FROM kyc k WHERE k.account_id = a.id),"
        " array_to_string(ARRAY(SELECT r.role FROM account_role r WHERE r.account_id = a.id ORDER BY r.role),"
        "  E'\\x1e'),"
        " array_to_string(ARRAY(SELECT o.id || E'\\x1f' || m.role || E'\\x1f' || o.name FROM membership m"
        "  JOIN org o ON o.id = m.org_id WHERE m.account_id = a.id ORDER BY email_key(o.name)), E'\\x1e')"
        " FROM account a WHERE a.id = $1 AND a.disabled_at IS NULL"
        " AND ($2::timestamptz IS NULL OR a.sessions_since = $2)",
        {account, sessions_since});
    if (!row) return std::nullopt;
    return Person{row->text(0),
                  row->text(1),
                  row->text(2),
                  row->text(3),
                  row->truth(4),
                  row->text(5),
                  split(row->text(6), between_items),
                  memberships(row->text(7))};
}

}   // namespace gate
