// Whether a value fits its setting. Looks at the value alone and never repeats it, since it may be a secret.
#pragma once
#include <string>
#include <string_view>

#include "fcgi/sys/config.h"

namespace sys {

struct Verdict {
    std::string problem;   // empty: the value is good
    std::string warning;   // empty: and not doubtful either
};

Verdict check_value(const Setting& setting, std::string_view value);

}   // namespace sys
