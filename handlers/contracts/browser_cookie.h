// The cookie that holds a browser to what it began at a provider: shipfastai's callback reads it, whichever
// contract set it.
#pragma once
#include "handlers/route.h"
#include "handlers/rules.h"

namespace contracts {

inline constexpr std::string_view browser_cookie = "__Host-oauth";
inline constexpr Field browser{browser_cookie, Key::browser, rules::any_token, Field::optional, From::cookie};

inline Cookie browser_holds(std::string_view secret, std::int64_t seconds)
{
    return {browser_cookie, std::string{secret}, Cookie::everywhere, seconds};
}

}   // namespace contracts
