// The columns every statement that yields an account selects, and their reading. For *_store.cpp only; the
// account table must be called a there.
#pragma once
#include "fcgi/db/rows.h"
#include "handlers/accounts/account.h"

// A macro, since statements are literals and literals are joined by the compiler. Microseconds since 1970
// come exactly out of double precision until 2200, at a fraction of the cost of extract()'s numeric.
#define ACCOUNT_COLUMNS                                                                 \
    "a.id, a.email, a.full_name, a.avatar_url, a.has_password, a.disabled_at IS NULL, " \
    "a.verified_at IS NOT NULL, a.subscription_status, a.subscription_tier, "           \
    "(date_part('epoch', a.created_at) * 1e6)::bigint, "                                \
    "(date_part('epoch', a.last_login_at) * 1e6)::bigint, "                             \
    "a.username, a.phone, a.bio, a.timezone, a.locale, a.preferences, a.settings, "     \
    "a.default_workspace_id, (date_part('epoch', a.updated_at) * 1e6)::bigint, "        \
    "(date_part('epoch', a.verified_at) * 1e6)::bigint, "                               \
    "a.roles, a.provider"

namespace accounts {

inline constexpr int account_columns = 23;

// Reads the columns above, from the given one on.
Account account_from(const db::Row& row, int first = 0);

}   // namespace accounts
