// What a sign-in at a provider takes and gives.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "fcgi/http/json_tree.h"
#include "handlers/fault.h"

namespace oauth {

// What the browser brought back, and what only we know of the sign-in it belongs to.
struct Grant {
    std::string code;
    std::string redirect_uri;   // where the browser was sent back to
    std::string verifier;       // of PKCE (RFC 7636)
    std::string nonce;
    std::optional<std::string> authority;   // who says to have sent the browser back (iss, RFC 9207)
};

// Who somebody is, as the provider says.
struct Person {
    std::string subject;
    std::optional<std::string> email = {};   // normalised; nothing unless the provider has verified it
    std::optional<std::string> name = {};
    std::optional<std::string> picture = {};   // an https URL
};

// The optional parts, dropped where they don't fit our columns.
std::optional<std::string> fitting_name(http::JsonView profile);
std::optional<std::string> fitting_picture(http::JsonView profile, std::string_view member);
// The token to ask the provider's own API with. Refuses with provider_failed when there is none that can
// stand in a header, with sign_in_declined when the provider did not take the code.
Result<std::string> access_token(int status, http::JsonView answer);

}   // namespace oauth
