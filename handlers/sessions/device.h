// What a program calls itself, in words its user knows it by.
#pragma once
#include <string>
#include <string_view>

namespace sessions {

// "Firefox on Linux", "Safari on iPhone", "curl", "Unknown device". Made of our own words only, whatever
// came. Devices are recognised by it: another name for the same one makes it a new one.
std::string device_name(std::string_view user_agent);

}   // namespace sessions
