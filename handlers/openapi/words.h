// What the tables say in enumerators, in words.
#pragma once
#include <string>
#include <string_view>

#include "handlers/fault.h"
#include "handlers/route.h"

namespace openapi {

std::string_view name(Fault fault);   // as it is spelled: "wrong_credentials"
std::string_view text(Caller caller);
std::string_view text(Limit limit);

std::string_view last_name(std::string_view spelled);   // "accounts::show_account": "show_account"
std::string spaced(std::string_view name);              // "show_account": "show account"

}   // namespace openapi
