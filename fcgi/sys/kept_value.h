// Puts another value into the file in which the configuration found a key's.
#pragma once
#include <expected>
#include <string>

#include "fcgi/sys/config.h"

namespace sys {

// value: plain characters that need no quotes in an env file. Refused when the key's value stands in no file
// (it came from the environment itself, or is a default), or in a credential of systemd, which is a copy.
// Tells the file, or the reason as a sentence.
std::expected<std::string, std::string> put_value(const Config& config, Key key, const std::string& value);

}   // namespace sys
