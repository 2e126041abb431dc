// SHA-256, HMAC-SHA-256, HKDF-SHA-256 (RFC 5869) and comparison in constant time. Raw bytes in and out.
#pragma once
#include <string>
#include <string_view>

namespace crypto {

std::string sha256(std::string_view data);                              // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view data);   // 32 bytes
// A key of 32 bytes for one purpose, e.g. "latchkey mail token 1".
std::string derived_key(std::string_view key, std::string_view purpose);
bool equal(std::string_view a, std::string_view b);   // time depends on the lengths only

}   // namespace crypto
