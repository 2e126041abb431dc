// E-mail addresses as the contracts' framework accepts them (contracts: framework, invalid email).
#pragma once
#include <expected>
#include <string>
#include <string_view>

// The address trimmed, without display name, its domain in lower case; or the reason it is none. Accepts
// ASCII only: what cannot be compared without doubt is not let in.
std::expected<std::string, std::string> normalised_email(std::string_view text);
