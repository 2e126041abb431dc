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

// RFC 2047 where a word is not ASCII.
std::string header_text(std::string_view text)
{
    for (const unsigned char c : text)
        if (c < 0x20 || c == 0x7f) throw sys::Failure{"a mail header would hold a control byte"};
    return is_ascii(text) ? std::string{text} : "=?UTF-8?B?" + sys::base64(text) + "?=";
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

std::string part(std::string_view type, std::string_view text)
{
    return "Content-Type: " + std::string{type} +
           "; charset=utf-8\r\nContent-Transfer-Encoding: " + (is_ascii(text) ? "7bit" : "8bit") +
           "\r\n\r\n" + crlf(text);
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
    out += "Content-Type: multipart/alternative; boundary=\"" + header_text(boundary) + "\"\r\n\r\n";
    out += "--" + boundary + "\r\n" + part("text/plain", letter.text);
    out += "--" + boundary + "\r\n" + part("text/html", letter.html);
    return out + "--" + boundary + "--\r\n";
}

}   // namespace outbox
