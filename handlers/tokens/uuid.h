#pragma once
#include <string>

#include "handlers/service.h"

namespace tokens {

// A random UUID (RFC 9562 section 5.4), in lower case.
std::string random_uuid(const Service& service);

}  // namespace tokens
