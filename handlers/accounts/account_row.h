// The columns every statement that yields an account selects, and their reading. For *_store.cpp only; the
// account table must be called a there.
#pragma once
#include "fcgi/db/rows.h"
#include "handlers/accounts/account.h"

// A macro, since statements are literals and literals are joined by the compiler. Bare columns: times are
// read here, since to compute four of them took Postgres 2.4 of the 33 microseconds of me.
#define ACCOUNT_COLUMNS                                                                                \
    "a.id, a.email, a.full_name, a.avatar_url, a.has_password, a.disabled_at, a.subscription_status, " \
    "a.subscription_tier, a.created_at, a.last_login_at, a.username, a.phone, a.bio, a.timezone, "     \
    "a.locale, a.preferences, a.settings, a.default_workspace_id, a.updated_at, a.verified_at, "       \
    "a.roles, a.provider"

namespace accounts {

inline constexpr int account_columns = 22;

// Reads the columns above, from the given one on.
Account account_from(const db::Row& row, int first = 0);

}   // namespace accounts
