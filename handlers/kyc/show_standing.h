// Where the caller stands with the KYC provider.
#pragma once
#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/kyc/kyc_store.h"

namespace kyc {

Result<Shown> show_standing(Context& cx, const Input& in);

}   // namespace kyc

template <>
inline constexpr Faults refuses<kyc::show_standing>{};
