// What becomes of somebody the gate did not let in because nobody knows them.
#pragma once
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace gate {

struct Elsewhere {
    std::string address;
};

std::vector<Elsewhere> specimens(Of<Elsewhere>);

// A browser that wants a page is sent to renew its session (latchkey, GET /session/renew), or to sign in from
// there, and back. Takes Key::wanted, "METHOD host/path" as nginx saw it, Key::accept and Key::sign_in, the
// path of the mount where latchkey's own rows are. Refuses with not_signed_in: no page is wanted.
Result<Elsewhere> send_to_sign_in(Context& cx, const Input& in);

}   // namespace gate

template <>
inline constexpr Faults refuses<gate::send_to_sign_in>{Fault::not_signed_in};
