// Identifiers we draw ourselves, where a statement must know one before it is run.
#pragma once
#include <string>
#include <string_view>

#include "handlers/service.h"

namespace tokens {

// A random UUID (RFC 9562 section 5.4), in lower case.
std::string random_uuid(const Service& service);

// Whether a text is spelled as one, in any case: such a text from outside may be compared with a column of
// UUIDs.
bool is_uuid(std::string_view text);

}   // namespace tokens
