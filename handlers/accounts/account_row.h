// The columns every statement that yields an account or its holder's part selects, and their reading. For
// *_store.cpp only; the account table must be called a there.
#pragma once
#include "fcgi/db/rows.h"
#include "handlers/accounts/account.h"

// Macros, since statements are literals and literals are joined by the compiler. Bare columns: times are
// read here, since to compute four of them took Postgres 2.4 of the 33 microseconds of me.
#define HOLDER_COLUMNS "a.id, a.email, a.full_name, a.username, a.verified_at, a.roles"
#define ACCOUNT_COLUMNS                                                                          \
    HOLDER_COLUMNS                                                                               \
    ", a.avatar_url, a.has_password, a.disabled_at, a.subscription_status, "                     \
    "a.subscription_tier, a.created_at, a.last_login_at, a.phone, a.bio, a.timezone, a.locale, " \
    "a.preferences, a.settings, a.default_workspace_id, a.updated_at, a.provider"

namespace accounts {

inline constexpr int holder_columns = 6;
inline constexpr int account_columns = holder_columns + 16;

// Read the columns above, from the given one on.
Holder holder_from(const db::Row& row, int first = 0);
Account account_from(const db::Row& row, int first = 0);

}   // namespace accounts
