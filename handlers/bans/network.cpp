#include "handlers/bans/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace bans {

static constexpr int before_ipv4 = 96;   // bits of ::ffff:0:0

static bool is_ipv4(const Address& address)
{
    constexpr Address mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(mapped.begin(), mapped.begin() + 12, address.begin());
}

std::optional<Address> address(std::string_view text)
{
    const std::string whole{text};
    Address found{};
    if (whole.size() != text.size() || whole.contains('\0')) return std::nullopt;
    if (inet_pton(AF_INET6, whole.c_str(), found.data()) == 1) return found;
    found = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (inet_pton(AF_INET, whole.c_str(), &found[12]) == 1) return found;
    return std::nullopt;
}

Address cut(Address address, int bits)
{
    for (int i = 0; i < 16; ++i) {
        const int kept = std::clamp(bits - 8 * i, 0, 8);
        address[std::size_t(i)] = std::uint8_t(address[std::size_t(i)] & (0xff00 >> kept));
    }
    return address;
}

std::optional<Network> network(std::string_view text)
{
    const auto slash = text.find('/');
    const auto first = address(text.substr(0, slash));
    if (!first) return std::nullopt;
    if (slash == std::string_view::npos) {
        const int bits = is_ipv4(*first) ? 128 : 64;
        return Network{cut(*first, bits), bits};
    }
    const std::string_view length = text.substr(slash + 1);
    int bits = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (error != std::errc{} || end != length.data() + length.size() || length.starts_with('-'))
        return std::nullopt;
    if (is_ipv4(*first)) bits += before_ipv4;
    if (bits > 128 || cut(*first, bits) != *first) return std::nullopt;
    return Network{*first, bits};
}

bool Network::contains(const Address& one) const
{
    return cut(one, bits) == first;
}

std::string Network::text() const
{
    char printed[INET6_ADDRSTRLEN] = {};
    const bool short_form = is_ipv4(first) && bits >= before_ipv4;
    if (short_form)
        inet_ntop(AF_INET, &first[12], printed, sizeof printed);
    else
        inet_ntop(AF_INET6, first.data(), printed, sizeof printed);
    return std::string{printed} + "/" + std::to_string(short_form ? bits - before_ipv4 : bits);
}

bool overlap(const Network& a, const Network& b)
{
    return a.bits <= b.bits ? a.contains(b.first) : b.contains(a.first);
}

}   // namespace bans
