#include "handlers/oauth/person.h"

#include <algorithm>

#include "fcgi/sys/encoding.h"
#include "handlers/oauth/errand.h"

namespace oauth {

static bool is_visible_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<std::string> fitting_name(http::JsonView profile)
{
    const auto name = profile.find("name");
    if (!name || name->text().empty() || sys::code_points(name->text()) > 200) return std::nullopt;
    return std::string{name->text()};
}

std::optional<std::string> fitting_picture(http::JsonView profile, std::string_view member)
{
    const auto url = profile.find(member);
    if (!url || !url->text().starts_with("https://") || url->text().size() > 2048 ||
        !is_visible_ascii(url->text()))
        return std::nullopt;
    return std::string{url->text()};
}

// GitHub says so with status 200, the others with 400 or 401 (RFC 6749 section 5.2).
Result<std::string> access_token(int status, http::JsonView answer)
{
    if (answer.kind() != http::JsonView::object) return failed("its token answer is no object");
    const auto error = answer.find("error");
    if (error && error->kind() == http::JsonView::string && (status == 200 || status == 400 || status == 401))
        return refuse(error->text() == "invalid_client" || error->text() == "incorrect_client_credentials"
                          ? Fault::provider_failed
                          : Fault::sign_in_declined,
                      "it did not take code or client credentials");
    if (status != 200) return failed("its token endpoint answered with status " + std::to_string(status));
    const auto token = answer.find("access_token");
    if (!token || token->text().empty() || token->text().size() > 16 * 1024 ||
        !is_visible_ascii(token->text()))
        return failed("its answer has no access token");
    return std::string{token->text()};
}

}   // namespace oauth
