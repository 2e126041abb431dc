#include "handlers/accounts/registration.h"

#include <algorithm>
#include <cctype>

#include "handlers/tokens/uuid.h"

namespace accounts {

// The invite that came with the request; an empty token is none.
static std::optional<std::string> invite_digest(const Input& in)
{
    const std::string token = in.maybe(Key::invite_token).value_or("");
    return token.empty() ? std::nullopt : std::optional{tokens::token_digest(token)};
}

Result<Done> may_register(Context& cx, const Input& in)
{
    const std::string& policy = cx.service.config.text(sys::Key::registration);
    const auto invite = invite_digest(in);
    if (policy == "closed" || (policy == "invite" && !invite)) return refuse(Fault::registration_closed);
    if (!invite) return Done{};
    auto db = cx.lease();
    if (!invited(db, *invite, in[Key::email])) return refuse(Fault::bad_invite);
    return Done{};
}

static bool same_name(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) {
        return x == y || (x < 0x80 && y < 0x80 && std::tolower(x) == std::tolower(y));
    });
}

Result<std::optional<std::string>> checked_username(const std::optional<std::string>& chosen,
                                                    std::string_view email)
{
    if (!chosen || same_name(*chosen, email)) return std::nullopt;
    if (chosen->contains('@')) return refuse(Fault::username_taken);
    return chosen;
}

Result<NewAccount> new_account(Context& cx, const Input& in)
{
    auto username = checked_username(in.maybe(Key::username), in[Key::email]);
    if (!username) return std::unexpected{std::move(username.error())};
    auto hash = cx.hash_password(in[Key::password]);
    if (!hash) return std::unexpected{std::move(hash.error())};
    std::string email{in[Key::email]};
    auto challenge = tokens::new_challenge(cx.service, email);
    return NewAccount{.id = tokens::random_uuid(cx.service),
                      .email = std::move(email),
                      .password_hash = std::move(*hash),
                      .full_name = in.maybe(Key::full_name),
                      .challenge = std::move(challenge),
                      .username = std::move(*username),
                      .invite_digest = invite_digest(in)};
}

}   // namespace accounts
