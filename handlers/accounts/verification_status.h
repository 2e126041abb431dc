// Looking up how far an address is with being verified.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace accounts {

struct VerificationStatus {
    std::string email;                             // as it was asked for
    std::optional<std::int64_t> verified_at;       // microseconds since 1970
    std::optional<std::int64_t> link_expires_at;   // of the newest letter's link, microseconds since 1970
    std::int64_t seconds_left = 0;                 // until then, rounded up; never negative
};
std::vector<VerificationStatus> specimens(Of<VerificationStatus>);

// How far an address is with being verified (bitcain, GET /verification-status). Needs Key::email, any text.
// An address that nobody has, and one of a disabled account, look like one that was not verified and has no
// letter on its way.
Result<VerificationStatus> verification_status(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::verification_status>{};
