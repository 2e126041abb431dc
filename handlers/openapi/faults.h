// Which refusals a row can meet: its operation's own, and those that follow from its columns and from the
// hallway (answer.cpp).
#pragma once
#include <vector>

#include "handlers/fault.h"
#include "handlers/route.h"

namespace openapi {

// Each once, in the order of the enumeration.
std::vector<Refused> faults(const Contract& contract, const Route& route);

// What any request may meet, whatever it asks for.
std::vector<Refused> faults_of_any_request();

// The fault as a contract gets it to word. One with problems has all there are.
Refusal specimen(const Refused& refused);

}   // namespace openapi
