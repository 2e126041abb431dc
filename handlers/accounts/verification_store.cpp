#include "handlers/accounts/verification_store.h"

#include "fcgi/db/pool.h"

namespace accounts {

void read_verification(db::Lease& db, VerificationStatus& status)
{
    const auto row = db.row(
        "SELECT a.verified_at, c.expires_at, greatest(0, ceil(extract(epoch FROM c.expires_at - "
        "now())))::bigint"
        " FROM account a LEFT JOIN LATERAL ("
        "  SELECT expires_at FROM challenge WHERE account_id = a.id AND purpose = 'verify_email'"
        "  AND used_at IS NULL AND voided_at IS NULL ORDER BY created_at DESC LIMIT 1) c ON a.verified_at IS "
        "NULL"
        " WHERE a.email_key = email_key($1) AND a.disabled_at IS NULL",
        {status.email});
    if (!row) return;
    status.verified_at = row->maybe_moment(0);
    status.link_expires_at = row->maybe_moment(1);
    if (!status.link_expires_at) return;
    status.seconds_left = row->number(2);
}

}   // namespace accounts
