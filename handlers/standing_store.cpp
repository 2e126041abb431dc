// What must hold of a session, asked as a guard of the first statement done in its name.
#include "fcgi/db/pool.h"
#include "handlers/fault.h"
#include "handlers/standing.h"

// A token issued for an organisation is no good once its holder has left it.
#define LIVES                                                                                          \
    " WHERE s.id = $1 AND (s.account_id = $2) IS TRUE AND s.ended_at IS NULL AND s.expires_at > now()" \
    " AND s.created_at >= a.sessions_since AND a.disabled_at IS NULL"                                  \
    " AND ($3 = '' OR EXISTS (SELECT FROM membership c WHERE c.account_id = a.id AND c.org_id::text = $3))"

static constexpr db::Sql lives = "SELECT 1 FROM session s JOIN account a ON a.id = s.account_id" LIVES;

static constexpr db::Sql lives_with_role =
    "SELECT m.role FROM session s JOIN account a ON a.id = s.account_id"
    " LEFT JOIN membership m ON m.account_id = a.id AND m.org_id::text = lower($4)" LIVES;

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

void Standing::attach(db::Lease& db) const
{
    const auto verdict = [demand = demand_](const db::Rows& rows) { judge(rows, demand); };
    if (demand_)
        db.guard(lives_with_role, {session_, account_, chosen_, demand_->org}, verdict);
    else
        db.guard(lives, {session_, account_, chosen_}, verdict);
}
