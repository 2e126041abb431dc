// Table-driven in one direction, computed in the other. Timing depends on the content: fine for tokens that
// are looked up by their digest, not for comparing secrets.
#include "fcgi/sys/encoding.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sys {

namespace {

constexpr char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char urlsafe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::uint32_t byte(char c)
{
    return static_cast<unsigned char>(c);
}

std::string encoded(std::string_view bytes, const char* alphabet)
{
    std::string out((bytes.size() * 4 + 2) / 3, '\0');
    char* to = out.data();
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t held = byte(bytes[i]) << 16 | byte(bytes[i + 1]) << 8 | byte(bytes[i + 2]);
        to[0] = alphabet[held >> 18];
        to[1] = alphabet[held >> 12 & 0x3f];
        to[2] = alphabet[held >> 6 & 0x3f];
        to[3] = alphabet[held & 0x3f];
        to += 4;
    }
    std::uint32_t held = 0;   // of the one or two bytes that are left
    for (const char c : bytes.substr(i)) held = held << 8 | byte(c);
    if (bytes.size() - i == 1) held <<= 4;
    if (bytes.size() - i == 2) held <<= 2;
    if (bytes.size() - i == 2) *to++ = alphabet[held >> 12];
    if (bytes.size() - i >= 1) *to++ = alphabet[held >> 6 & 0x3f], *to++ = alphabet[held & 0x3f];
    return out;
}

constexpr std::uint32_t no_sextet = 0x80;
using Sextets = std::array<std::uint8_t, 256>;   // of each byte, or no_sextet

constexpr Sextets sextets(std::string_view alphabet)
{
    Sextets all{};
    all.fill(no_sextet);
    for (std::size_t i = 0; i < 64; ++i) all[static_cast<unsigned char>(alphabet[i])] = std::uint8_t(i);
    return all;
}
constexpr Sextets of_standard = sextets(standard);
constexpr Sextets of_urlsafe = sextets(urlsafe);

std::optional<std::string> decoded(std::string_view text, const Sextets& sextet)
{
    if (text.size() % 4 == 1) return std::nullopt;   // six bits make no byte
    std::string out(text.size() * 3 / 4, '\0');
    char* to = out.data();
    std::uint32_t seen = 0;
    std::size_t i = 0;
    for (; i + 4 <= text.size(); i += 4) {
        const std::uint32_t a = sextet[byte(text[i])], b = sextet[byte(text[i + 1])];
        const std::uint32_t c = sextet[byte(text[i + 2])], d = sextet[byte(text[i + 3])];
        seen |= a | b | c | d;
        const std::uint32_t held = a << 18 | b << 12 | c << 6 | d;
        to[0] = static_cast<char>(held >> 16 & 0xff);
        to[1] = static_cast<char>(held >> 8 & 0xff);
        to[2] = static_cast<char>(held & 0xff);
        to += 3;
    }
    std::uint32_t held = 0;   // of the two or three characters that are left
    for (const char c : text.substr(i)) {
        seen |= sextet[byte(c)];
        held = held << 6 | sextet[byte(c)];
    }
    const bool three = text.size() - i == 3;
    const std::uint32_t spare = held & (three ? 3U : 15U);
    if ((seen & no_sextet) != 0 || (text.size() > i && spare != 0)) return std::nullopt;
    if (three) *to++ = static_cast<char>(held >> 10 & 0xff);
    if (text.size() > i) *to++ = static_cast<char>(held >> (three ? 2 : 4) & 0xff);
    return out;
}

int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Length of the sequence that starts with this byte (0: none may), and the bounds of its second byte, which
// are what keeps out overlong forms, surrogates and everything above U+10FFFF (RFC 3629 section 4).
struct Lead {
    std::size_t length;
    std::uint32_t least = 0x80;
    std::uint32_t most = 0xbf;
};

Lead lead(std::uint32_t first)
{
    if (first < 0x80) return {1};
    if (first < 0xc2) return {0};
    if (first < 0xe0) return {2};
    if (first == 0xe0) return {3, 0xa0};
    if (first == 0xed) return {3, 0x80, 0x9f};
    if (first < 0xf0) return {3};
    if (first == 0xf0) return {4, 0x90};
    if (first < 0xf4) return {4};
    if (first == 0xf4) return {4, 0x80, 0x8f};
    return {0};
}

// How many of the bytes in front are surely ASCII, by eight at a time.
std::size_t plain(std::string_view text)
{
    std::size_t count = 0;
    for (std::uint64_t eight = 0; count + sizeof eight <= text.size(); count += sizeof eight) {
        std::memcpy(&eight, text.data() + count, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) break;
    }
    return count;
}

// Bytes of the code point in front, 0 when it is not well formed.
std::size_t sequence(std::string_view text)
{
    const Lead head = lead(byte(text[0]));
    if (head.length < 2) return head.length;
    if (text.size() < head.length) return 0;
    if (byte(text[1]) < head.least || byte(text[1]) > head.most) return 0;
    for (std::size_t i = 2; i < head.length; ++i)
        if ((byte(text[i]) & 0xc0) != 0x80) return 0;
    return head.length;
}

}   // namespace

std::string base64(std::string_view bytes)
{
    std::string out = encoded(bytes, standard);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::string base64url(std::string_view bytes)
{
    return encoded(bytes, urlsafe);
}

std::string hex(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) (out += digits[byte(c) >> 4]) += digits[byte(c) & 0xf];
    return out;
}

std::optional<std::string> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
    return decoded(text, of_standard);
}

std::optional<std::string> from_base64url(std::string_view text)
{
    return decoded(text, of_urlsafe);
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = nibble(text[i]), low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high << 4 | low);
    }
    return out;
}

bool is_utf8(std::string_view text)
{
    for (text.remove_prefix(plain(text)); !text.empty();) {
        const std::size_t length = sequence(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t code_points(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text) count += (byte(c) & 0xc0) != 0x80;
    return count;
}

}   // namespace sys
