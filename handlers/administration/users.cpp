// latchkey user ...: the account table from the sysadmin's side.
#include <ostream>

#include "fcgi/sys/failure.h"
#include "handlers/accounts/registration.h"
#include "handlers/accounts/roster_store.h"
#include "handlers/administration/named_user.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/rules.h"
#include "handlers/validate.h"

namespace administration {

namespace {

http::Json roles(const accounts::Account& account)
{
    http::Json list = http::Json::array();
    for (const std::string& role : account.roles) list.add(http::Json::of(role));
    return list;
}

http::Json as_json(const accounts::Account& account)
{
    http::Json json;
    json.with("user_id", account.id)
        .with("email", account.email)
        .with("full_name", account.full_name)
        .with("is_active", account.active)
        .with("is_verified", account.verified)
        .with("has_password", account.has_password)
        .with("roles", roles(account))
        .with("created_at", account.created_at / 1'000'000);
    if (account.last_login_at)
        json.with("last_login_at", *account.last_login_at / 1'000'000);
    else
        json.with("last_login_at", nullptr);
    return json;
}

const char* state(const accounts::Account& account)
{
    return !account.active ? "disabled" : account.verified ? "verified" : "unverified";
}

void show(const Desk& desk, const accounts::Account& account)
{
    if (desk.json)
        desk.out << as_json(account).text() << '\n';
    else
        desk.out << account.email << "  " << account.id << "  " << state(account) << '\n';
}

// Finds the user, does the deed, shows what came of it.
template <class Deed>
Exit with_user(const Desk& desk, Words words, Deed deed)
{
    const std::string who = named_user(words);
    words.end();
    Office office{desk};
    const Context cx = office.context();
    auto db = office.lease();
    const auto account = accounts::find(db, who);
    if (!account || !deed(db, *account, cx.origin)) return no_such_user(desk, who);
    show(desk, *accounts::find(db, account->id));
    return done;
}

// Checks what was typed by the rules a front end's request would meet.
Result<Input> checked(const std::string& email, const std::string& password, const std::string& full_name)
{
    http::Json body;
    body.with("email", email).with("password", password);
    if (!full_name.empty()) body.with("full_name", full_name);
    const Fields fields{{"email", Key::email, rules::email},
                        {"password", Key::password, rules::new_password},
                        {"full_name", Key::full_name, rules::full_name, Field::optional}};
    return validate(fields, http::parse_json(body.text()).value(), {});
}

std::string worded(const Problem& problem)
{
    if (!problem.reason.empty()) return ": " + problem.reason;
    return problem.field == "password" ? "; a password has 8 to 128 characters"
                                       : "; a name has up to 200 characters";
}

Exit not_acceptable(const Desk& desk, const Refusal& refusal)
{
    for (const Problem& problem : refusal.problems)
        desk.err << "latchkey: the " << problem.field << " is not acceptable" << worded(problem) << '\n';
    if (refusal.fault == Fault::email_taken)
        desk.err << "latchkey: there is a user of that address already\n";
    if (refusal.fault == Fault::busy) desk.err << "latchkey: no lane for hashing came free; try again\n";
    return refused;
}

Result<accounts::Account> create(Office& office, const Input& in, bool verified)
{
    Context cx = office.context();
    const auto fresh = accounts::new_account(cx, in);
    if (!fresh) return refuse(fresh.error().fault);
    auto db = office.lease();
    db::Transaction transaction{db};
    auto account = accounts::unless_taken([&] { return accounts::enroll(db, *fresh, cx.origin); });
    if (!account) return refuse(account.error().fault);
    accounts::Account& made = account->value();   // without an invite nothing else is in the way
    if (verified) made.verified = accounts::mark_verified(db, made.id, cx.origin);
    transaction.commit();
    return std::move(made);
}

std::string take_role(Words& words)
{
    std::string role = words.take_option("--role");
    if (!accounts::is_role(role)) throw Misuse{"--role is a word of a-z, 0-9, - and _"};
    return role;
}

Exit told_deleted(const Desk& desk, const accounts::Account& account)
{
    if (desk.json) {
        http::Json json;
        json.with("user_id", account.id).with("email", account.email).with("deleted", true);
        desk.out << json.text() << '\n';
    } else {
        desk.out << account.email << "  " << account.id << "  deleted\n";
    }
    return done;
}

Exit owns_alone(const Desk& desk, const accounts::Account& account, const std::vector<std::string>& orgs)
{
    for (const std::string& org : orgs)
        desk.err << "latchkey: " << account.email << " is the last owner of " << org
                 << "; give it another one first: latchkey org add-member '" << org
                 << "' EMAIL --role owner\n";
    return refused;
}

}   // namespace

Exit user_create(const Desk& desk, Words words)
{
    const bool verified = words.take_flag("--verified");
    const std::string name = words.take_option("--name");
    const std::string email = named_user(words);
    words.end();
    const auto input = checked(email, desk.password("Password for " + email + ": "), name);
    if (!input) return not_acceptable(desk, input.error());
    Office office{desk};
    const auto account = create(office, *input, verified);
    if (!account) return not_acceptable(desk, account.error());
    show(desk, *account);
    return done;
}

Exit user_list(const Desk& desk, Words words)
{
    std::string after = words.take_option("--after");
    const bool all = words.take_flag("--all");
    words.end();
    constexpr std::int64_t page = 100;
    Office office{desk};
    auto db = office.lease();
    while (true) {
        auto found = accounts::list(db, after, page + 1);   // one more tells whether there are more
        const bool more = std::int64_t(found.size()) > page;
        if (more) found.pop_back();
        for (const auto& account : found) show(desk, account);
        if (!more) return done;
        after = found.back().email;
        if (!all) break;
    }
    desk.err << "more: latchkey user list --after " << after << " (or --all)\n";
    return done;
}

Exit user_show(const Desk& desk, Words words)
{
    return with_user(desk, std::move(words), [](auto&&...) { return true; });
}

Exit user_disable(const Desk& desk, Words words)
{
    return with_user(desk, std::move(words),
                     [](db::Lease& db, const accounts::Account& a, const Origin& origin) {
                         return accounts::disable(db, a.id, origin);
                     });
}

Exit user_enable(const Desk& desk, Words words)
{
    return with_user(desk, std::move(words),
                     [](db::Lease& db, const accounts::Account& a, const Origin& origin) {
                         return accounts::enable(db, a.id, origin);
                     });
}

Exit user_delete(const Desk& desk, Words words)
{
    const bool sure = words.take_flag("--yes");
    const std::string who = named_user(words);
    words.end();
    if (!sure) throw Misuse{"what is deleted does not come back: say --yes"};
    Office office{desk};
    const Context cx = office.context();
    const auto account = find_user(office, who);
    if (!account) return no_such_user(desk, who);
    auto db = office.lease();
    const auto deletion = accounts::remove(db, account->id, cx.origin);
    if (deletion.done) return told_deleted(desk, *account);
    if (deletion.left_without_owner.empty()) return no_such_user(desk, who);
    return owns_alone(desk, *account, deletion.left_without_owner);
}

Exit user_grant(const Desk& desk, Words words)
{
    const std::string role = take_role(words);
    return with_user(desk, std::move(words),
                     [&](db::Lease& db, const accounts::Account& a, const Origin& origin) {
                         accounts::grant(db, a.id, role, origin);
                         return true;
                     });
}

Exit user_revoke(const Desk& desk, Words words)
{
    const std::string role = take_role(words);
    return with_user(desk, std::move(words),
                     [&](db::Lease& db, const accounts::Account& a, const Origin& origin) {
                         accounts::revoke(db, a.id, role, origin);
                         return true;
                     });
}

Exit user_verify(const Desk& desk, Words words)
{
    return with_user(desk, std::move(words),
                     [](db::Lease& db, const accounts::Account& a, const Origin& origin) {
                         return accounts::mark_verified(db, a.id, origin);
                     });
}

Exit user_set_password(const Desk& desk, Words words)
{
    const std::string who = named_user(words);
    words.end();
    Office office{desk};
    const auto account = find_user(office, who);
    if (!account) return no_such_user(desk, who);
    const auto input =
        checked(account->email, desk.password("New password for " + account->email + ": "), "");
    if (!input) return not_acceptable(desk, input.error());
    Context cx = office.context();
    const auto hash = cx.hash_password((*input)[Key::password]);
    if (!hash) return not_acceptable(desk, hash.error());
    auto db = office.lease();
    if (!accounts::set_password(db, account->id, *hash, cx.origin)) return no_such_user(desk, who);
    show(desk, *account);
    return done;
}

}   // namespace administration
