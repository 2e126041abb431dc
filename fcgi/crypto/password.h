// Password hashing: scrypt (RFC 7914). The only door to libscrypt. Hashes are MCF strings,
// $s1$NNrrpp$salt$hash, which carry their own cost; costs above the ceiling are refused before any memory is
// taken.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace crypto {

struct Cost {
    unsigned log_n;   // N = 2^log_n
    unsigned r;
    unsigned p;
    bool operator==(const Cost&) const = default;
};

// "15,8,3"; throws sys::Failure when malformed or over the ceiling (256 MiB, or N*r*p beyond 2^24).
Cost parse_cost(std::string_view text);

// scrypt itself: size bytes. Throws sys::Failure when the cost is over the ceiling or memory is short.
std::string scrypt(std::string_view password, std::string_view salt, const Cost& cost, std::size_t size);
// The same function, wherever it is computed: see Lanes::Lane.
using Scrypt = std::function<std::string(std::string_view password, std::string_view salt, const Cost& cost,
                                         std::size_t size)>;

// salt: 16 random bytes.
std::string hash_password(std::string_view password, const Cost& cost, std::string_view salt,
                          const Scrypt& compute = scrypt);
// False for a wrong password and for a hash that is malformed, foreign or over the ceiling.
// Throws sys::Failure when memory is short: that says nothing about the password.
bool password_matches(std::string_view password, std::string_view mcf, const Scrypt& compute = scrypt);
// The hash was made with another cost than this one, so a login should make it anew.
bool needs_rehash(std::string_view mcf, const Cost& cost);
// A hash of no one's password, so that an unknown account costs as much time as a known one.
std::string decoy_hash(const Cost& cost);

}   // namespace crypto
