// IPv6 goes by what is allowed, 2000::/3 less the exceptions: everything public lies there (RFC 4291
// section 2.4, IANA's special-purpose registry).
#include "fcgi/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <span>

namespace net {
namespace {

struct Range {
    const char* first;
    unsigned bits;
};

constexpr Range reserved_v4[] = {
    {"0.0.0.0", 8},         // this network
    {"10.0.0.0", 8},        // private
    {"100.64.0.0", 10},     // shared by a carrier's customers
    {"127.0.0.0", 8},       // loopback
    {"169.254.0.0", 16},    // link-local, clouds' metadata
    {"172.16.0.0", 12},     // private
    {"192.0.0.0", 24},      // protocol assignments
    {"192.0.2.0", 24},      // documentation
    {"192.88.99.0", 24},    // 6to4 relays
    {"192.168.0.0", 16},    // private
    {"198.18.0.0", 15},     // benchmarks
    {"198.51.100.0", 24},   // documentation
    {"203.0.113.0", 24},    // documentation
    {"224.0.0.0", 4},       // multicast
    {"240.0.0.0", 4},       // reserved, broadcast
};

constexpr Range public_v6 = {"2000::", 3};

constexpr Range reserved_v6[] = {
    {"2001::", 23},       // protocol assignments, Teredo
    {"2001:db8::", 32},   // documentation
    {"2002::", 16},       // 6to4
    {"3fff::", 20},       // documentation
};

bool within(const Address& address, const Range& range)
{
    const Address first = parse_address(range.first).value();
    for (unsigned bit = 0; bit < range.bits; bit += 8) {
        const unsigned kept = std::min(8U, range.bits - bit);
        const auto mask = std::uint8_t(0xff00U >> kept);
        if ((address.bytes[bit / 8] & mask) != (first.bytes[bit / 8] & mask)) return false;
    }
    return true;
}

bool within_any(const Address& address, std::span<const Range> ranges)
{
    return std::ranges::any_of(ranges, [&](const Range& range) { return within(address, range); });
}

}   // namespace

std::optional<Address> parse_address(std::string_view text)
{
    const std::string copy{text};
    Address address;
    if (copy.size() != std::strlen(copy.c_str())) return std::nullopt;
    if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address;
    address.is_v4 = false;
    if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& from)
{
    Address address;
    if (from.sa_family == AF_INET) {
        sockaddr_in whole{};
        std::memcpy(&whole, &from, sizeof whole);
        std::memcpy(address.bytes.data(), &whole.sin_addr, 4);
        return address;
    }
    if (from.sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 whole{};
    std::memcpy(&whole, &from, sizeof whole);
    std::memcpy(address.bytes.data(), &whole.sin6_addr, 16);
    address.is_v4 = false;
    return address;
}

std::string text(const Address& address)
{
    std::array<char, INET6_ADDRSTRLEN> printed{};
    inet_ntop(address.is_v4 ? AF_INET : AF_INET6, address.bytes.data(), printed.data(), printed.size());
    return printed.data();
}

bool is_public(const Address& address)
{
    if (address.is_v4) return !within_any(address, reserved_v4);
    return within(address, public_v6) && !within_any(address, reserved_v6);
}

}   // namespace net
