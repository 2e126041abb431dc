// How MechaMental words faults: its envelope for every error but a 422.
#pragma once
#include <cstdint>

#include "handlers/fault.h"
#include "handlers/route.h"

namespace contracts::mechamental_words {

Reply word(const Refusal& refusal, std::int64_t now);

}   // namespace contracts::mechamental_words
