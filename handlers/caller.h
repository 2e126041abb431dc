// The caller stage: who is calling, by what the row allows. Reads tokens, asks no database; what must still
// hold there it leaves to Context::standing.
#pragma once
#include <optional>
#include <string>

#include "fcgi/http/message.h"
#include "handlers/fault.h"
#include "handlers/find_route.h"
#include "handlers/service.h"
#include "handlers/standing.h"
#include "handlers/tokens/signed_token.h"

struct Known {
    std::optional<tokens::Claims> claims = {};   // of the access token
    std::optional<Standing> standing = {};       // what the row demands of the session behind it
    std::optional<std::string> email = {};       // of Basic credentials
    std::optional<std::string> password = {};
};

// Refuses with not_signed_in, email_not_verified or cross_site.
Result<Known> known(const Found& found, const http::Request& request, const Service& service);

// Whether such a caller may come with the contract's cookie instead of an access token in Authorization.
bool takes_session_cookie(Caller caller);

// The challenge of a 401 on a row for such callers (RFC 9110 section 11.6.1); empty where none belongs.
std::string_view challenge(Caller caller);
