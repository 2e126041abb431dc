// Texts with {placeholders} in them. Braces that hold no name of small letters and underscores stand for
// themselves.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vault {

using Fillings = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> placeholders(std::string_view text);   // their names, in order
// A placeholder without a filling becomes nothing. What is filled in is not looked at again.
std::string filled(std::string_view text, const Fillings& fillings);

}   // namespace vault
