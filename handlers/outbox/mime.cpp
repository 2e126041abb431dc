#include "handlers/outbox/mime.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace outbox {

namespace {

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

// RFC 2047 where a word is not ASCII: in pieces, none of which cuts a character.
std::string encoded_words(std::string_view text)
{
    constexpr std::size_t most = 36;   // bytes; the line stays below 76 with "Subject: "
    std::string out;
    while (!text.empty()) {
        std::size_t size = std::min(most, text.size());
        while (size < text.size() && size > most - 4 && (std::uint8_t(text[size]) & 0xc0) == 0x80) --size;
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + sys::base64(text.substr(0, size)) + "?=";
        text.remove_prefix(size);
    }
    return out;
}

std::string header_text(std::string_view text)
{
    for (const unsigned char c : text)
        if (c < 0x20 || c == 0x7f) throw sys::Failure{"a mail header would hold a control byte"};
    return is_ascii(text) ? std::string{text} : encoded_words(text);
}

std::string mailbox_text(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    if (open == std::string_view::npos || is_ascii(mailbox)) return header_text(mailbox);
    return header_text(mailbox.substr(0, mailbox.find_last_not_of(' ', open - 1) + 1)) + " " +
           header_text(mailbox.substr(open));
}

// RFC 5322 section 3.3, always in UTC, always in English.
std::string date(std::int64_t seconds)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t when = seconds;
    std::tm utc{};
    gmtime_r(&when, &utc);
    std::array<char, 40> clock{};
    std::strftime(clock.data(), clock.size(), "%Y %H:%M:%S +0000", &utc);
    return std::string{days.at(std::size_t(utc.tm_wday))} + ", " + std::to_string(utc.tm_mday) + " " +
           months.at(std::size_t(utc.tm_mon)) + " " + clock.data();
}

std::string crlf(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

std::string upper_hex(unsigned char byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    return {digits[byte >> 4], digits[byte & 15]};
}

// What travels unharmed as it is: ASCII in lines of no more than 998 bytes (RFC 5321 section 4.5.3.1.6).
bool travels_plain(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 998 || !is_ascii(text.substr(0, end))) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

// RFC 2045 section 6.7, of text whose lines end in CRLF.
std::string quoted_printable(std::string_view text)
{
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\r' || c == '\n') {
            out += char(c);
            column = 0;
            continue;
        }
        const bool ends_line = i + 1 == text.size() || text[i + 1] == '\r';
        const bool plain = (c > 0x20 && c < 0x7f && c != '=') || (c == ' ' && !ends_line);
        const std::size_t size = plain ? 1 : 3;
        if (column + size > 75) out += "=\r\n", column = 0;
        out += plain ? std::string(1, char(c)) : "=" + upper_hex(c);
        column += size;
    }
    return out;
}

std::string part(std::string_view type, std::string_view text)
{
    const bool plain = travels_plain(text);
    const std::string lines = crlf(text);
    return "Content-Type: " + std::string{type} +
           "; charset=utf-8\r\nContent-Transfer-Encoding: " + (plain ? "7bit" : "quoted-printable") +
           "\r\n\r\n" + (plain ? lines : quoted_printable(lines));
}

}   // namespace

std::string bare_address(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    if (open == std::string_view::npos) return std::string{mailbox};
    return std::string{mailbox.substr(open + 1, mailbox.find('>', open) - open - 1)};
}

std::string message(const Heading& heading, const Letter& letter)
{
    const std::string sender = bare_address(heading.from);
    const std::string boundary = "=_" + heading.id;
    std::string out = "From: " + mailbox_text(heading.from) + "\r\n";
    out += "To: " + header_text(heading.to) + "\r\n";
    out += "Subject: " + header_text(letter.subject) + "\r\n";
    out += "Date: " + date(heading.written_at) + "\r\n";
    out += "Message-ID: <" + header_text(heading.id + sender.substr(sender.find('@'))) + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    out += "Content-Language: " + std::string{tag(letter.language)} + "\r\n";
    out += "Content-Type: multipart/alternative; boundary=\"" + header_text(boundary) + "\"\r\n\r\n";
    out += "--" + boundary + "\r\n" + part("text/plain", letter.text);
    out += "--" + boundary + "\r\n" + part("text/html", letter.html);
    return out + "--" + boundary + "--\r\n";
}

}   // namespace outbox
