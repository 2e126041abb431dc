// Exchanges a refresh token for its successor and a fresh access token (RFC 6749 section 6, RFC 9700
// section 4.14.2). Needs Key::refresh_token. Within REFRESH_GRACE_SECONDS every holder of the same token gets
// the same successor; later its reuse ends the session. Refuses with bad_refresh_token.
#pragma once
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"

namespace sessions {

Result<Issued> refresh(Context& cx, const Input& in);

}   // namespace sessions

template <>
inline constexpr Faults refuses<sessions::refresh>{Fault::bad_refresh_token};
