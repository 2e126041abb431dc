// Where a browser goes on to once its visitor has signed in. It comes from outside, so it leads nowhere but
// to this site, or under LATCHKEY_COOKIE_DOMAIN: an open redirect would lend our name to others.
#pragma once
#include <string>
#include <string_view>

#include "fcgi/sys/config.h"

namespace gate {

// An absolute address on our own; PUBLIC_URL + "/" for anything else. Takes "/path?query" of PUBLIC_URL's own
// site, or "https://host/path".
std::string safe_return(std::string_view address, const sys::Config& config);

// The address of a guarded place, from the host and the path its browser asked for. Hosts that are not ours
// are passed over.
std::string guarded_address(std::string_view host, std::string_view target, const sys::Config& config);

}   // namespace gate
