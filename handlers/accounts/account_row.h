// The columns every statement that yields an account selects, and their reading. For *_store.cpp only; the
// account table must be called a there.
#pragma once
#include "fcgi/db/rows.h"
#include "handlers/accounts/account.h"

// A macro, since statements are literals and literals are joined by the compiler.
#define ACCOUNT_COLUMNS                                                                  \
    "a.id, a.email, a.full_name, a.avatar_url, a.password_hash, a.disabled_at IS NULL, " \
    "a.verified_at IS NOT NULL, a.subscription_status, a.subscription_tier, "            \
    "(extract(epoch FROM a.created_at) * 1000000)::bigint, "                             \
    "(extract(epoch FROM a.last_login_at) * 1000000)::bigint, "                          \
    "a.username, a.phone, a.bio, a.timezone, a.locale, a.preferences, a.settings, "      \
    "a.default_workspace_id, (extract(epoch FROM a.updated_at) * 1000000)::bigint, "     \
    "(extract(epoch FROM a.verified_at) * 1000000)::bigint, "                            \
    "(SELECT string_agg(r.role, ' ' ORDER BY r.role) FROM account_role r WHERE r.account_id = a.id)"

namespace accounts {

inline constexpr int account_columns = 22;

// Reads the columns above, from the given one on.
Account account_from(const db::Row& row, int first = 0);

}   // namespace accounts
