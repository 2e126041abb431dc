// The columns every statement that yields an account or a part of it selects, and their reading. For
// *_store.cpp only; the account table must be called a there.
#pragma once
#include "fcgi/db/rows.h"
#include "handlers/accounts/account.h"

// Macros, since statements are literals and literals are joined by the compiler. Bare columns: times are
// read here, since to compute four of them took Postgres 2.4 of the 33 microseconds of me.
#define HOLDER_COLUMNS "a.id, a.email, a.full_name, a.username, a.verified_at, a.roles"
#define BRIEF_COLUMNS                                                             \
    HOLDER_COLUMNS                                                                \
    ", a.avatar_url, a.disabled_at, a.subscription_status, a.subscription_tier, " \
    "a.created_at, a.last_login_at, a.provider"
#define ACCOUNT_COLUMNS                                                       \
    BRIEF_COLUMNS                                                             \
    ", a.has_password, a.phone, a.bio, a.timezone, a.locale, a.preferences, " \
    "a.settings, a.default_workspace_id, a.updated_at"

namespace accounts {

inline constexpr int holder_columns = 6;
inline constexpr int brief_columns = holder_columns + 7;
inline constexpr int account_columns = brief_columns + 9;

// Read the columns above, from the given one on.
Holder holder_from(const db::Row& row, int first = 0);
Brief brief_from(const db::Row& row, int first = 0);
Account account_from(const db::Row& row, int first = 0);

}   // namespace accounts
