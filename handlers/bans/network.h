// An address or a block of them, IPv4 and IPv6 alike.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bans {

using Address = std::array<std::uint8_t, 16>;   // IPv4 as ::ffff:203.0.113.7

// "203.0.113.7" or "2001:db8::1"; nothing for anything else.
std::optional<Address> address(std::string_view text);

struct Network {
    Address first;   // of its addresses
    int bits;        // that all of them share, of 128

    bool contains(const Address& one) const;
    std::string text() const;   // "203.0.113.7/32", "2001:db8::/64"
};

// "203.0.113.7", "203.0.113.0/24", "2001:db8::/32". An IPv6 address without a length stands for its /64, as
// for the limits: whoever has one has all of them. Nothing where bits are set behind the length.
std::optional<Network> network(std::string_view text);

// That address with all bits behind the first so many cleared.
Address cut(Address address, int bits);

bool overlap(const Network& a, const Network& b);

}   // namespace bans
