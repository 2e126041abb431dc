// IP addresses, and which of them a call on behalf of a user may go to. Pure functions; ask nobody.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace net {

struct Address {
    std::array<std::uint8_t, 16> bytes{};   // network order; of IPv4 the first four
    bool is_v4 = true;

    bool operator==(const Address&) const = default;
};

// "203.0.113.7", "2001:db8::1"; nothing for any other spelling, names and zones included.
std::optional<Address> parse_address(std::string_view text);
std::optional<Address> address_of(const sockaddr& from);   // nothing when it is no IP address
std::string text(const Address& address);

// On the open internet: none of the ranges that IANA set aside (private, loopback, link-local, shared,
// multicast, documentation, reserved ...), nor one behind which an IPv4 address hides (mapped, NAT64, 6to4,
// Teredo).
bool is_public(const Address& address);

}   // namespace net
