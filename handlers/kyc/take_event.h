// Takes what the provider's webhook brought (Key::event, any JSON or nothing). An event is taken once, in
// whatever order they come; one that says nothing of an account we know is logged and changes nothing.
// Refuses nothing: a provider would only send it again.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"

namespace kyc {

Result<Done> take_event(Context& cx, const Input& in);

}   // namespace kyc

template <>
inline constexpr Faults refuses<kyc::take_event>{};
