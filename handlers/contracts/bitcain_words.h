// How Bitcain's three contracts word faults. A business failure of its auth rows wears both styles,
// {"success": false,
// ..., "error"} and {"detail"}; what the framework of the original said (404, 405, 422, a missing bearer)
// stays as it was.
#pragma once
#include <cstdint>

#include "handlers/fault.h"
#include "handlers/route.h"

namespace contracts::bitcain_words {

Reply word_auth(const Refusal& refusal, std::int64_t now);

// Of KYC: {"detail"} only.
Reply word_plainly(const Refusal& refusal, std::int64_t now);

// Of API keys: the same, but a business failure is a Result too, {"success": false, "message", "data"}.
Reply word_result(const Refusal& refusal, std::int64_t now);

}   // namespace contracts::bitcain_words
