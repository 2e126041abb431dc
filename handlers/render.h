// The last stage: a contract's reply as bytes and headers. Knows the mount and the cookie policy, no
// contract.
#pragma once
#include "fcgi/http/message.h"
#include "fcgi/sys/config.h"
#include "handlers/route.h"

// Every reply may carry tokens or personal data, so every reply says no-store.
http::Response render(const Reply& reply, const http::Request& request, const sys::Config& config);
