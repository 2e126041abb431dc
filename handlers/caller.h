// The caller stage: who is calling, by what the row allows. Asks no database; handlers say in their SQL that the
// session must still live.
#pragma once
#include <optional>

#include "fcgi/http/message.h"
#include "handlers/fault.h"
#include "handlers/route.h"
#include "handlers/service.h"
#include "handlers/tokens/signed_token.h"

// Nothing when the row lets anyone in. Refuses with not_signed_in or email_not_verified.
Result<std::optional<tokens::Claims>> known(const Contract& contract, Caller demanded, const http::Request& request,
                                            const Service& service);
