#include "handlers/contracts/latchkey_orgs.h"

#include "handlers/contracts/framework.h"

namespace contracts::latchkey_orgs {

static http::Json as_json(const orgs::Org& org)
{
    http::Json json;
    json.with("org_id", org.id)
        .with("name", org.name)
        .with("role", org.role)
        .with("created_at", iso8601(org.created_at));
    return json;
}

static http::Json as_json(const orgs::Member& member)
{
    http::Json json;
    json.with("user_id", member.id)
        .with("email", member.email)
        .with("username", member.username)
        .with("full_name", member.full_name)
        .with("role", member.role)
        .with("joined_at", iso8601(member.joined_at));
    return json;
}

static http::Json as_json(const orgs::Invite& invite)
{
    http::Json json;
    json.with("id", invite.id)
        .with("org_id", invite.org)
        .with("email", invite.email)
        .with("role", invite.role)
        .with("created_at", iso8601(invite.created_at))
        .with("expires_at", iso8601(invite.expires_at));
    return json;
}

template <class Things>
static Reply listed(const char* name, const Things& things)
{
    http::Json list = http::Json::array();
    for (const auto& thing : things) list.add(as_json(thing));
    http::Json json;
    json.with(name, list);
    return {200, std::move(json)};
}

Reply org_shown(const orgs::Org& org)
{
    return {200, as_json(org)};
}

Reply orgs_listed(const std::vector<orgs::Org>& orgs)
{
    return listed("orgs", orgs);
}

Reply member_shown(const orgs::Member& member)
{
    return {200, as_json(member)};
}

Reply members_listed(const std::vector<orgs::Member>& members)
{
    return listed("members", members);
}

Reply invite_shown(const orgs::Invite& invite)
{
    return {200, as_json(invite)};
}

Reply invites_listed(const std::vector<orgs::Invite>& invites)
{
    return listed("invites", invites);
}

Reply nothing(Done)
{
    return {204};
}

}   // namespace contracts::latchkey_orgs
