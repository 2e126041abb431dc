// What must hold of a session, asked as a guard of the first statement done in its name.
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "handlers/fault.h"
#include "handlers/standing.h"
#include "handlers/standing_row.h"

#define LIVES "SELECT 1 FROM session s JOIN account a ON a.id = s.account_id"
static constexpr db::Sql lives = LIVES SESSION_LIVES;
static constexpr db::Sql lives_in_org = LIVES SESSION_LIVES_IN_ORG;

static constexpr db::Sql lives_with_role =
    "SELECT m.role FROM session s JOIN account a ON a.id = s.account_id"
    " LEFT JOIN membership m ON m.account_id = a.id AND m.org_id::text = lower($4)" SESSION_LIVES_IN_ANY;

static Role role_named(const std::string& name)
{
    return name == "owner" ? Role::owner : name == "admin" ? Role::admin : Role::member;
}

static void judge(const db::Rows& rows, const std::optional<Demand>& demand)
{
    if (rows.size() == 0) throw TurnedAway{{Fault::not_signed_in, {}}};
    if (!demand) return;
    if (rows[0].is_null(0)) throw TurnedAway{{Fault::not_found, {}, 1, "organization"}};
    if (role_named(rows[0].text(0)) < demand->least)
        throw TurnedAway{{Fault::forbidden, {}, 1, "organization:manage"}};
}

std::vector<db::Value> Standing::values() const
{
    if (demand_) throw sys::Failure{"a role in an organisation is asked by attach()"};
    if (chosen_.empty()) return {session_, account_};
    return {session_, account_, chosen_};
}

db::Sql Standing::fitting(db::Sql plain, db::Sql in_org) const
{
    return chosen_.empty() ? plain : in_org;
}

void Standing::attach(db::Lease& db) const
{
    const auto verdict = [demand = demand_](const db::Rows& rows) { judge(rows, demand); };
    if (demand_)
        db.guard(lives_with_role, {session_, account_, chosen_, demand_->org}, verdict);
    else
        db.guard(fitting(lives, lives_in_org), values(), verdict);
}
