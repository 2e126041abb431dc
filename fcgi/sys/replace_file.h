// Changes a configuration file in place of a text editor.
#pragma once
#include <expected>
#include <string>

namespace sys {

// The new text in place of what is there, whole or not at all, also when the power fails; owner and mode
// stay. A link stays one. Refused when the file no longer says `before`, or somebody else is at it in this
// way. The error is a sentence with the path.
std::expected<void, std::string> replace_file(const std::string& path, const std::string& before,
                                              const std::string& after);

}   // namespace sys
