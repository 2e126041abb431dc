// Delivery to an SMTP server. Private to this folder: deliver() in mail.h has checked envelope and message.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "fcgi/net/mail.h"

namespace net {

// target: smtp:// or smtps://, see mail.h.
Delivery send_by_smtp(const std::string& target, const Envelope& envelope, std::string_view message,
                      std::chrono::seconds patience);

// The same without a letter: greets, signs in, leaves. See probe() in mail.h.
Delivery greet_by_smtp(const std::string& target, std::chrono::seconds patience);

}   // namespace net
