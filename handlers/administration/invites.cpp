// latchkey invite ...: invites to join an organisation, or just to register where that needs one.
#include <ostream>

#include "handlers/administration/named.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/email_address.h"
#include "handlers/orgs/invite_store.h"
#include "handlers/tokens/uuid.h"

namespace administration {

namespace {

http::Json as_json(const orgs::Invite& invite)
{
    http::Json json;
    json.with("id", invite.id)
        .with("email", invite.email)
        .with("org_id", invite.org)
        .with("role", invite.role)
        .with("created_at", invite.created_at / 1'000'000)
        .with("expires_at", invite.expires_at / 1'000'000);
    return json;
}

void show(const Desk& desk, const orgs::Invite& invite)
{
    if (desk.json)
        desk.out << as_json(invite).text() << '\n';
    else
        desk.out << invite.id << "  " << invite.email << "  " << invite.role << "  "
                 << invite.org.value_or("(to register)") << '\n';
}

// The token goes to whoever runs the sentence, and by letter to the address.
void show_with_token(const Desk& desk, const orgs::Invite& invite, const std::string& token)
{
    if (!desk.json) {
        desk.out << invite.email << "  " << invite.id << "  " << token << '\n';
        return;
    }
    http::Json json = as_json(invite);
    json.with("token", token);
    desk.out << json.text() << '\n';
}

Exit create(const Desk& desk, Office& office, const orgs::NewInvite& fresh)
{
    Context cx = office.context();
    auto db = office.lease();
    const auto invited = orgs::create(db, fresh, cx.origin);
    if (invited.outcome != orgs::Invited::done) {
        desk.err << "latchkey: " << fresh.email << " belongs to the organization already\n";
        return refused;
    }
    const auto secrets = tokens::secrets_of(cx.service.keys, fresh.secret.kid, fresh.secret.seed);
    show_with_token(desk, invited.invite, secrets.value().token);
    return done;
}

// The id of the organisation that --org names; nothing when it names none.
std::optional<std::string> found_org(const Desk& desk, Office& office, const std::string& name)
{
    auto db = office.lease();
    const auto org = named_org(desk, db, name);
    return org ? std::optional{org->id} : std::nullopt;
}

}   // namespace

Exit invite_create(const Desk& desk, Words words)
{
    const std::string typed = words.take_option("--email");
    const std::string name = words.take_option("--org");
    const std::string role = take_role(words, "member");
    words.end();
    if (typed.empty()) throw Misuse{"--email is missing"};
    const auto email = normalised_email(typed);
    if (!email) {
        desk.err << "latchkey: the email is not acceptable: " << email.error() << '\n';
        return refused;
    }
    Office office{desk};
    const auto org = name.empty() ? std::nullopt : found_org(desk, office, name);
    if (!name.empty() && !org) return refused;
    return create(desk, office,
                  {org, *email, role, std::nullopt, tokens::new_challenge(office.context().service, *email)});
}

Exit invite_list(const Desk& desk, Words words)
{
    const std::string name = words.take_option("--org");
    words.end();
    Office office{desk};
    const auto org = name.empty() ? std::nullopt : found_org(desk, office, name);
    if (!name.empty() && !org) return refused;
    auto db = office.lease();
    for (const auto& invite : orgs::open_invites(db, org)) show(desk, invite);
    return done;
}

Exit invite_revoke(const Desk& desk, Words words)
{
    const std::string id = words.take_next();
    words.end();
    Office office{desk};
    auto db = office.lease();
    if (tokens::is_uuid(id) && orgs::revoke(db, std::nullopt, id, office.context().origin)) return done;
    desk.err << "latchkey: there is no open invite " << id << '\n';
    return refused;
}

}   // namespace administration
