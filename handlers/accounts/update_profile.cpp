#include "handlers/accounts/update_profile.h"

#include "handlers/accounts/account_store.h"
#include "handlers/accounts/profile_store.h"
#include "handlers/accounts/registration.h"

namespace accounts {

static Wish wish(const Input& in, Key key)
{
    return in.came(key) ? Wish{in.maybe(key)} : Wish{};
}

static ProfileChange wishes(const Input& in)
{
    return {.username = wish(in, Key::username),
            .full_name = wish(in, Key::full_name),
            .avatar_url = wish(in, Key::avatar_url),
            .bio = wish(in, Key::bio),
            .phone = wish(in, Key::phone),
            .time_zone = wish(in, Key::time_zone),
            .locale = wish(in, Key::locale),
            .preferences = wish(in, Key::preferences),
            .settings = wish(in, Key::settings),
            .default_workspace_id = wish(in, Key::default_workspace_id)};
}

static Result<Account> found(std::optional<Account> account)
{
    if (!account) return refuse(Fault::not_signed_in);
    return std::move(*account);
}

Result<Account> update_profile(Context& cx, const Input& in)
{
    auto change = wishes(in);
    auto db = cx.lease();
    if (change == ProfileChange{}) return found(find_by_id(db, cx.caller->subject));
    if (in.maybe(Key::username).value_or("").contains('@')) {
        const auto account = find_by_id(db, cx.caller->subject);
        if (!account) return refuse(Fault::not_signed_in);
        auto name = checked_username(in.maybe(Key::username), account->email);
        if (!name) return std::unexpected{std::move(name.error())};
        change.username = std::move(*name);
    }
    auto changed = unless_taken([&] { return change_profile(db, cx.caller->subject, change); });
    if (!changed) return std::unexpected{std::move(changed.error())};
    return found(std::move(*changed));
}

}   // namespace accounts
