// latchkey org ...: organisations and who belongs to them, from the sysadmin's side. An organisation is named
// by its name or its id.
#include <ostream>

#include "fcgi/sys/failure.h"
#include "handlers/accounts/roster_store.h"
#include "handlers/administration/named.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/orgs/member_store.h"
#include "handlers/orgs/org_store.h"
#include "handlers/rules.h"
#include "handlers/validate.h"

namespace administration {

namespace {

void show(const Desk& desk, const orgs::Org& org)
{
    if (!desk.json) {
        desk.out << org.name << "  " << org.id << '\n';
        return;
    }
    http::Json json;
    json.with("org_id", org.id).with("name", org.name).with("created_at", org.created_at / 1'000'000);
    desk.out << json.text() << '\n';
}

bool is_good_name(const std::string& name)
{
    http::Json body;
    body.with("name", name);
    return validate({{"name", Key::org_name, rules::org_name}}, http::parse_json(body.text()).value(), {})
        .has_value();
}

Exit told(const Desk& desk, orgs::Verdict verdict, const std::string& who, const orgs::Org& org)
{
    switch (verdict) {
    case orgs::Verdict::done: return done;
    case orgs::Verdict::unknown:
        desk.err << "latchkey: " << who << " does not belong to " << org.name << '\n';
        break;
    case orgs::Verdict::last_owner:
        desk.err << "latchkey: " << who << " is the last owner of " << org.name << '\n';
        break;
    case orgs::Verdict::not_allowed: break;
    }
    return refused;
}

// Finds both, does the deed, shows what came of it.
template <class Deed>
Exit with_both(const Desk& desk, const std::string& name, const std::string& who, Deed deed)
{
    Office office{desk};
    auto db = office.lease();
    const auto org = named_org(desk, db, name);
    if (!org) return refused;
    const auto account = accounts::find(db, who);
    if (!account) {
        desk.err << "latchkey: there is no user " << who << '\n';
        return refused;
    }
    const orgs::Place place{org->id, account->id, std::nullopt};
    const Exit outcome = told(desk, deed(db, place, office.context().origin), who, *org);
    if (outcome != done) return outcome;
    if (desk.json) {
        const auto member = orgs::member(db, org->id, account->id);
        http::Json json;
        json.with("org_id", org->id).with("user_id", account->id);
        json.with("role", member ? std::optional{member->role} : std::nullopt);
        desk.out << json.text() << '\n';
    }
    return done;
}

}   // namespace

std::optional<orgs::Org> named_org(const Desk& desk, db::Lease& db, const std::string& name)
{
    auto org = orgs::find(db, name);
    if (!org) desk.err << "latchkey: there is no organization " << name << '\n';
    return org;
}

std::string take_role(Words& words, std::string fallback)
{
    std::string role = words.take_option("--role", std::move(fallback));
    if (role != "owner" && role != "admin" && role != "member")
        throw Misuse{"--role is owner, admin or member"};
    return role;
}

Exit org_create(const Desk& desk, Words words)
{
    const std::string name = words.take_next();
    words.end();
    if (!is_good_name(name)) {
        desk.err << "latchkey: a name has 1 to 100 characters in one line\n";
        return refused;
    }
    Office office{desk};
    auto db = office.lease();
    try {
        show(desk, orgs::create(db, name, std::nullopt, office.context().origin));
    } catch (const sys::Failure& broken) {
        if (!broken.breaks("org_name_taken")) throw;
        desk.err << "latchkey: there is an organization of that name already\n";
        return refused;
    }
    return done;
}

Exit org_list(const Desk& desk, Words words)
{
    words.end();
    Office office{desk};
    auto db = office.lease();
    for (const auto& org : orgs::all(db)) show(desk, org);
    return done;
}

Exit org_add_member(const Desk& desk, Words words)
{
    const std::string role = take_role(words, "");
    const std::string name = words.take_next();
    const std::string who = words.take_next();
    words.end();
    return with_both(desk, name, who, [&](db::Lease& db, const orgs::Place& place, const Origin& origin) {
        return orgs::put(db, place, role, origin);
    });
}

Exit org_remove_member(const Desk& desk, Words words)
{
    const std::string name = words.take_next();
    const std::string who = words.take_next();
    words.end();
    return with_both(desk, name, who, [](db::Lease& db, const orgs::Place& place, const Origin& origin) {
        return orgs::remove(db, place, origin);
    });
}

}   // namespace administration
