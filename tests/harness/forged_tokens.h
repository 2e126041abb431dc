// Tokens taken apart and put together by hand, as an attacker would, or as someone who has the key.
#pragma once
#include <string>
#include <string_view>

#include "fcgi/http/json_tree.h"
#include "tests/harness/sandbox.h"

namespace test {

std::string header_of(std::string_view token);      // its text
http::JsonTree claims_of(std::string_view token);   // fails the test when they are no JSON

// header.claims.signature; the signature is HS256 with these bytes as key, or nothing without any.
std::string forged(std::string_view header, std::string_view claims, std::string_view key);

// The claims of a token with one member set to another JSON value; text in and out.
std::string with_claim(std::string_view token, const char* name, std::string_view json_value);

std::string signing_key(const Sandbox& sandbox);   // the bytes of the sandbox's only key

// The token with its last character before the signature's end changed: same length, another signature.
std::string tampered(std::string token);

}   // namespace test
