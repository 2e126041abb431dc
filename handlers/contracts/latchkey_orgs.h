// The rows of latchkey's contract that are about organisations; latchkey.cpp joins them with its own.
#pragma once
#include "handlers/orgs/accept_invite.h"
#include "handlers/orgs/add_member.h"
#include "handlers/orgs/create_org.h"
#include "handlers/orgs/invite.h"
#include "handlers/orgs/leave_org.h"
#include "handlers/orgs/list_invites.h"
#include "handlers/orgs/list_members.h"
#include "handlers/orgs/list_orgs.h"
#include "handlers/orgs/remove_member.h"
#include "handlers/orgs/revoke_invite.h"
#include "handlers/route.h"
#include "handlers/rules.h"

namespace contracts::latchkey_orgs {

Reply org_shown(const orgs::Org& org);
Reply orgs_listed(const std::vector<orgs::Org>& orgs);
Reply member_shown(const orgs::Member& member);
Reply members_listed(const std::vector<orgs::Member>& members);
Reply invite_shown(const orgs::Invite& invite);
Reply invites_listed(const std::vector<orgs::Invite>& invites);
Reply nothing(Done);

inline constexpr Field org_id{"org_id", Key::org_id, rules::identifier, Field::required, From::path};
inline constexpr Field user_id{"user_id", Key::user_id, rules::identifier, Field::required, From::path};
inline constexpr Field id{"id", Key::id, rules::identifier, Field::required, From::path};

inline constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {http::Method::post,
     "/orgs",
     {{"name", Key::org_name, rules::org_name}},
     Caller::session,
     Limit::registration,
     serve<orgs::create_org, org_shown>},
    {http::Method::get, "/orgs", {}, Caller::session, Limit::relaxed, serve<orgs::list_orgs, orgs_listed>},
    {http::Method::get,
     "/orgs/{org_id}/members",
     {org_id},
     Caller::org_member,
     Limit::relaxed,
     serve<orgs::list_members, members_listed>},
    {http::Method::post,
     "/orgs/{org_id}/members",
     {org_id, {"user_id", Key::user_id, rules::identifier}, {"role", Key::role, rules::role}},
     Caller::org_admin,
     Limit::relaxed,
     serve<orgs::add_member, member_shown>},
    {http::Method::del,
     "/orgs/{org_id}/members/me",
     {org_id},
     Caller::org_member,
     Limit::relaxed,
     serve<orgs::leave_org, nothing>},
    {http::Method::del,
     "/orgs/{org_id}/members/{user_id}",
     {org_id, user_id},
     Caller::org_admin,
     Limit::relaxed,
     serve<orgs::remove_member, nothing>},
    {http::Method::get,
     "/orgs/{org_id}/invites",
     {org_id},
     Caller::org_admin,
     Limit::relaxed,
     serve<orgs::list_invites, invites_listed>},
    {http::Method::post,
     "/orgs/{org_id}/invites",
     {org_id, {"email", Key::email, rules::email}, {"role", Key::role, rules::role, Field::optional}},
     Caller::org_admin,
     Limit::mail,
     serve<orgs::invite, invite_shown>},
    {http::Method::del,
     "/orgs/{org_id}/invites/{id}",
     {org_id, id},
     Caller::org_admin,
     Limit::relaxed,
     serve<orgs::revoke_invite, nothing>},
    {http::Method::post,
     "/invites/accept",
     {{"token", Key::token, rules::mailed_token}},
     Caller::session,
     Limit::mailed_token,
     serve<orgs::accept_invite, org_shown>},
};

}   // namespace contracts::latchkey_orgs
