#include "handlers/tokens/uuid.h"

#include "fcgi/sys/encoding.h"
#include "handlers/service.h"

namespace tokens {

std::string random_uuid(const Service& service)
{
    std::string bytes = service.random(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x40);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    std::string text = sys::hex(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, "-");
    return text;
}

bool is_uuid(std::string_view text)
{
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const int lower = text[i] | 0x20;
        const bool digit = (text[i] >= '0' && text[i] <= '9') || (lower >= 'a' && lower <= 'f');
        if (dash ? text[i] != '-' : !digit) return false;
    }
    return true;
}

std::optional<Uuid> uuid(std::string_view text)
{
    if (!is_uuid(text)) return std::nullopt;
    const auto digit = [](unsigned char c) {
        return std::uint64_t(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    };
    Uuid value;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == '-') continue;
        std::uint64_t& half = digits++ < 16 ? value.high : value.low;
        half = half << 4 | digit(static_cast<unsigned char>(c));
    }
    return value;
}

}   // namespace tokens
