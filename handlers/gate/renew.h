// A browser's session goes on where its access token has expired but its refresh token has not, without a
// page or a script: the browser comes here and goes back.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/sessions/opened.h"
#include "handlers/specimens.h"

namespace gate {

struct Renewed {
    std::optional<sessions::Issued> session;   // nothing: its visitor has to sign in
    std::string address;                       // where the browser goes now
};

std::vector<Renewed> specimens(Of<Renewed>);

// latchkey, GET /session/renew. Takes Key::refresh_token, and Key::return_address where to go back to. Two
// tabs at once get the same tokens (sessions::refresh).
Result<Renewed> renew(Context& cx, const Input& in);

}   // namespace gate

template <>
inline constexpr Faults refuses<gate::renew>{};
