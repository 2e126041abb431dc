// How a constant is spelled, for what is printed of it: spelled<sessions::login>() is "sessions::login".
#pragma once
#include <string_view>

template <auto value>
consteval std::string_view spelled()
{
    // g++: "... spelled() [with auto value = sessions::login; ...]"
    std::string_view text =
        __PRETTY_FUNCTION__;   // std::source_location, which says the same, is unknown to clang 14
    text.remove_prefix(text.find("value = ") + 8);
    return text.substr(0, text.find_first_of(";]"));
}
