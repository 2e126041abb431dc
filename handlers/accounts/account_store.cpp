#include "handlers/accounts/account_store.h"

#include <algorithm>

#include "fcgi/db/pool.h"
#include "handlers/accounts/account_row.h"
#include "handlers/fault.h"
#include "handlers/standing.h"
#include "handlers/standing_row.h"

namespace accounts {

// One blank between two.
static std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        words.emplace_back(text.substr(0, text.find(' ')));
        text.remove_prefix(std::min(words.back().size() + 1, text.size()));
    }
    return words;
}

Holder holder_from(const db::Row& row, int first)
{
    int column = first;
    Holder holder{.id = row.text(column++),
                  .email = row.text(column++),
                  .full_name = row.maybe(column++),
                  .username = row.maybe(column++),
                  .verified_at = row.maybe_moment(column++),
                  .roles = words(row.text(column++))};
    holder.verified = holder.verified_at.has_value();
    return holder;
}

Brief brief_from(const db::Row& row, int first)
{
    Brief brief;
    static_cast<Holder&>(brief) = holder_from(row, first);
    int column = first + holder_columns;
    brief.avatar_url = row.maybe(column++);
    brief.active = row.is_null(column++);
    brief.subscription_status = row.text(column++);
    brief.subscription_tier = row.text(column++);
    brief.created_at = row.moment(column++);
    brief.last_login_at = row.maybe_moment(column++);
    brief.provider = row.maybe(column++);
    return brief;
}

Account account_from(const db::Row& row, int first)
{
    Account account;
    static_cast<Brief&>(account) = brief_from(row, first);
    int column = first + brief_columns;
    account.has_password = row.truth(column++);
    account.phone = row.maybe(column++);
    account.bio = row.maybe(column++);
    account.time_zone = row.maybe(column++);
    account.locale = row.maybe(column++);
    account.preferences = row.text(column++);
    account.settings = row.text(column++);
    account.default_workspace_id = row.maybe(column++);
    account.updated_at = row.moment(column++);
    return account;
}

std::optional<Account> find_by_email(db::Lease& db, std::string_view email)
{
    const auto row =
        db.row("SELECT " ACCOUNT_COLUMNS " FROM account a WHERE a.email_key = email_key($1)", {email});
    if (!row) return std::nullopt;
    return account_from(*row);
}

std::optional<Account> find_by_id(db::Lease& db, std::string_view id)
{
    const auto row = db.row("SELECT " ACCOUNT_COLUMNS " FROM account a WHERE a.id = $1", {id});
    if (!row) return std::nullopt;
    return account_from(*row);
}

// Of the columns: a statement for either way to stand.
#define OF_SESSION(columns) "SELECT " columns " FROM session s JOIN account a ON a.id = s.account_id"
#define IN_STANDING(columns) OF_SESSION(columns) SESSION_LIVES, OF_SESSION(columns) SESSION_LIVES_IN_ORG

static db::Row own_row(db::Lease& db, const Standing& standing, db::Sql sql)
{
    const auto rows = db.query(sql, standing.values());
    if (rows.size() == 0) throw TurnedAway{{Fault::not_signed_in, {}}};
    return rows[0];
}

Account find_in_standing(db::Lease& db, const Standing& standing)
{
    return account_from(own_row(db, standing, standing.fitting(IN_STANDING(ACCOUNT_COLUMNS))));
}

Brief find_brief_in_standing(db::Lease& db, const Standing& standing)
{
    return brief_from(own_row(db, standing, standing.fitting(IN_STANDING(BRIEF_COLUMNS))));
}

static std::optional<Candidate> candidate_from(const std::optional<db::Row>& row)
{
    if (!row) return std::nullopt;
    return Candidate{account_from(*row), row->maybe(account_columns), row->text(account_columns + 1)};
}

#define CANDIDATE_COLUMNS ACCOUNT_COLUMNS ", password_hash_of(a.id), a.sessions_since"

std::optional<Candidate> find_candidate_by_id(db::Lease& db, std::string_view id)
{
    return candidate_from(db.row("SELECT " CANDIDATE_COLUMNS " FROM account a WHERE a.id = $1", {id}));
}

std::optional<Candidate> find_candidate_by_email(db::Lease& db, std::string_view email)
{
    return candidate_from(
        db.row("SELECT " CANDIDATE_COLUMNS " FROM account a WHERE a.email_key = email_key($1)", {email}));
}

std::optional<Candidate> find_candidate_by_name(db::Lease& db, std::string_view name)
{
    return candidate_from(
        db.row("SELECT " CANDIDATE_COLUMNS
               " FROM account a WHERE a.email_key = email_key($1) OR email_key(a.username) = email_key($1)"
               " ORDER BY a.email_key = email_key($1) DESC LIMIT 1",
               {name}));
}

}   // namespace accounts
