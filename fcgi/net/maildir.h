// Delivery into a Maildir. Private to this folder: deliver() in mail.h has checked envelope and message.
#pragma once
#include <string>
#include <string_view>

#include "fcgi/net/mail.h"

namespace net {

// path: absolute; made with its new, cur and tmp (0700) when missing.
Delivery keep_in_maildir(const std::string& path, const Envelope& envelope, std::string_view message);

// Whether this process could keep a message there; makes nothing.
Delivery look_at_maildir(const std::string& path);

}   // namespace net
