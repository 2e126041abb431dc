// The version of the package this was built for; made by the Makefile from debian/changelog.
#pragma once

namespace sys {

extern const char* const version;

}   // namespace sys
