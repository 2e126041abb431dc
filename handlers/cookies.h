// How cookies are called as they travel.
#pragma once
#include <string>

#include "fcgi/sys/config.h"
#include "handlers/route.h"

// A name with __Host- stands for a cookie of one host (RFC 6265bis section 4.1.3.2); one that is for all of
// LATCHKEY_COOKIE_DOMAIN is called __Secure- instead.
std::string sent_name(std::string_view declared, Cookie::Path path, const sys::Config& config);

// Whether it is for the hosts of LATCHKEY_COOKIE_DOMAIN.
bool is_shared(Cookie::Path path, const sys::Config& config);
