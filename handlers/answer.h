// The way through the house for a request. A worker enters here and nowhere else.
#pragma once
#include "fcgi/http/message.h"
#include "handlers/service.h"

// Never throws: broken machinery is logged and becomes the contract's own 503.
http::Response answer(const Service& service, const http::Request& request);
