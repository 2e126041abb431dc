// What a program calls itself, in words its user knows it by.
#pragma once
#include <string>
#include <string_view>

namespace sessions {

struct Device {
    std::string_view program;   // "Firefox", "curl"; empty: unknown
    std::string_view system;    // "Linux"; empty: unknown, or of no interest
};

// The names in it are the same in every language. Made of our own words only, whatever came.
Device device_of(std::string_view user_agent);

// "Firefox on Linux", "Safari on iPhone", "curl", "Unknown device". Devices are recognised by it: another
// name for the same one makes it a new one.
std::string device_name(std::string_view user_agent);

}   // namespace sessions
