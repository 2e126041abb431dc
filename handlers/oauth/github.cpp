#include "handlers/oauth/github.h"

#include "handlers/email_address.h"

namespace oauth {

namespace {

// GitHub Enterprise Server has its API under the same host.
std::string api(const Provider& provider)
{
    return provider.issuer == "https://github.com" ? "https://api.github.com" : provider.issuer + "/api/v3";
}

Result<std::string> exchanged(Errand& errand, const Grant& grant)
{
    const Provider& provider = errand.provider();
    auto answer = errand.post(provider.issuer + "/login/oauth/access_token",
                              {{"client_id", provider.client_id},
                               {"client_secret", provider.client_secret},
                               {"code", grant.code},
                               {"redirect_uri", grant.redirect_uri},
                               {"code_verifier", grant.verifier}},
                              false);
    if (!answer) return std::unexpected{std::move(answer.error())};
    return access_token(answer->status, answer->json.view());
}

Result<Person> read_user(http::JsonView user)
{
    if (user.kind() != http::JsonView::object) return failed("its user is no object");
    const auto id = user.find("id");
    const auto number = id ? id->integer() : std::nullopt;
    if (!number || *number <= 0) return failed("its user has no number");
    return Person{.subject = std::to_string(*number),
                  .name = fitting_name(user),
                  .picture = fitting_picture(user, "avatar_url")};
}

bool is_true(http::JsonView object, std::string_view member)
{
    const auto found = object.find(member);
    return found && found->kind() == http::JsonView::boolean && found->truth();
}

// The primary address, if it was verified there.
Result<std::optional<std::string>> read_addresses(http::JsonView list)
{
    if (list.kind() != http::JsonView::array) return failed("its addresses are no list");
    for (auto item = list.first(); item; item = item->next()) {
        if (item->kind() != http::JsonView::object) return failed("its addresses are no list of objects");
        if (!is_true(*item, "primary") || !is_true(*item, "verified")) continue;
        auto email = item->find("email");
        auto address = normalised_email(email ? email->text() : std::string_view{});
        if (!address) return std::nullopt;
        return std::move(*address);
    }
    return std::nullopt;
}

}   // namespace

std::string github_authorization_endpoint(const Provider& provider)
{
    return provider.issuer + "/login/oauth/authorize";
}

std::string github_issuer(const Provider& provider)
{
    return provider.issuer + "/login/oauth";
}

Result<Person> ask_github(Errand& errand, const Grant& grant)
{
    if (grant.authority && *grant.authority != github_issuer(errand.provider()))
        return refuse(Fault::sign_in_declined, "another issuer sent the browser back");
    auto token = exchanged(errand, grant);
    if (!token) return std::unexpected{std::move(token.error())};
    auto user = errand.fetch(api(errand.provider()) + "/user", *token);
    if (!user) return std::unexpected{std::move(user.error())};
    auto person = read_user(user->view());
    if (!person) return person;
    auto addresses = errand.fetch(api(errand.provider()) + "/user/emails", *token);
    if (!addresses) return std::unexpected{std::move(addresses.error())};
    auto email = read_addresses(addresses->view());
    if (!email) return std::unexpected{std::move(email.error())};
    person->email = std::move(*email);
    return person;
}

}   // namespace oauth
