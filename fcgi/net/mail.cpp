// Looks at envelope and message before any transport sees them, then picks the transport.
#include "fcgi/net/mail.h"

#include <curl/curl.h>

#include <algorithm>

#include "fcgi/net/maildir.h"
#include "fcgi/net/smtp.h"
#include "fcgi/sys/failure.h"

namespace net {
namespace {

// No byte that could end the command the address stands in, or add a parameter to it.
bool is_address(std::string_view text)
{
    const auto fits = [](unsigned char c) { return c > ' ' && c != 0x7f && c != '<' && c != '>'; };
    return !text.empty() && std::ranges::all_of(text, fits);
}

// It becomes a file name.
bool is_unique(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    };
    return !text.empty() && text.size() <= 128 && text[0] != '.' && std::ranges::all_of(text, fits);
}

bool has_whole_lines(std::string_view message)
{
    bool after_cr = false;
    for (const char c : message) {
        if (c == '\0' || (c == '\n') != after_cr) return false;
        after_cr = c == '\r';
    }
    return !after_cr;
}

constexpr std::string_view maildir = "maildir:";

}   // namespace

Library::Library()
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw sys::Failure{"libcurl does not start"};
}

Library::~Library()
{
    curl_global_cleanup();
}

Delivery deliver(const std::string& target, const Envelope& envelope, std::string_view message,
                 std::chrono::seconds patience)
{
    if (!is_address(envelope.from)) return {Delivery::refused, "the sender's address is malformed"};
    if (!is_address(envelope.to)) return {Delivery::refused, "the recipient's address is malformed"};
    if (!is_unique(envelope.unique)) return {Delivery::refused, "the message's unique name is malformed"};
    if (!has_whole_lines(message)) return {Delivery::refused, "the message has a NUL or a bare CR or LF"};

    if (target.starts_with(maildir)) return keep_in_maildir(target.substr(maildir.size()), envelope, message);
    return send_by_smtp(target, envelope, message, patience);
}

Delivery probe(const std::string& target, std::chrono::seconds patience)
{
    if (target.starts_with(maildir)) return look_at_maildir(target.substr(maildir.size()));
    return greet_by_smtp(target, patience);
}

}   // namespace net
