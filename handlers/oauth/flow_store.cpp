#include "handlers/oauth/flow_store.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/db/pool.h"
#include "handlers/oauth/flow.h"

namespace oauth {

static db::Value digest(std::string_view secret)
{
    return db::Value::bytes(crypto::sha256(secret));
}

void begin(db::Lease& db, std::string_view state, std::string_view browser, const Flow& flow)
{
    db.query(
        "INSERT INTO oauth_flow (state_digest, provider, browser_digest, kid, invite_digest, session_id,"
        "  expires_at) VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))",
        {digest(state), flow.provider, digest(browser), flow.kid,
         flow.purpose.invite ? db::Value::bytes(*flow.purpose.invite) : db::Value{nullptr},
         flow.purpose.session, flow_seconds});
}

std::optional<Flow> spend(db::Lease& db, std::string_view state, std::string_view browser,
                          std::string_view provider)
{
    const auto row = db.row(
        "DELETE FROM oauth_flow WHERE state_digest = $1 AND browser_digest = $2 AND provider = $3"
        " AND expires_at > now() RETURNING provider, kid, invite_digest, session_id",
        {digest(state), digest(browser), provider});
    if (!row) return std::nullopt;
    const auto invite = row->is_null(2) ? std::nullopt : std::optional{row->bytes(2)};
    return Flow{row->text(0), row->text(1), {invite, row->maybe(3)}};
}

}   // namespace oauth
