// Bytes as text and back: base64 and base64url (RFC 4648), hexadecimal. Decoding is strict: a foreign
// character, wrong padding or non-zero trailing bits refuse the whole text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace sys {

std::string base64(std::string_view bytes);      // with padding
std::string base64url(std::string_view bytes);   // without padding (RFC 7515)
std::string hex(std::string_view bytes);         // lower case

std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);
std::optional<std::string> from_hex(std::string_view text);

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
// Number of code points; text must be UTF-8.
std::size_t code_points(std::string_view text);

}   // namespace sys
