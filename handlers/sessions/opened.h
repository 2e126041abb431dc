// A session as its holder gets it: the tokens and what they say.
#pragma once
#include <cstdint>
#include <string>

#include "handlers/accounts/account.h"
#include "handlers/context.h"
#include "handlers/sessions/session_store.h"
#include "handlers/specimens.h"

namespace sessions {

struct Issued {
    accounts::Holder holder;
    std::string access_token;
    std::string refresh_token;
    std::int64_t access_seconds;          // until the access token expires
    std::int64_t refresh_seconds;         // until the session ends for good
    std::int64_t access_expires_at = 0;   // seconds since 1970
};
std::vector<Issued> specimens(Of<Issued>);

// One that was opened just now.
struct Opened : Issued {
    accounts::Account account;
};
std::vector<Opened> specimens(Of<Opened>);

// A first refresh token's identifier (jti), and what the session row keeps of it.
struct Seed {
    std::string refresh_id;
    NewSession row;
};
Seed new_session(const Context& cx);

// An access token for a session (id), org: the organisation its holder chose to act in (id); empty: none.
std::string access_token(const Context& cx, const accounts::Holder& holder, const std::string& session,
                         std::int64_t now, const std::string& org = {});

// Sign the tokens of a session whose current refresh token has that identifier.
Issued issued(const Context& cx, accounts::Holder holder, const Session& session,
              const std::string& refresh_id);
Opened opened(const Context& cx, accounts::Account account, const Session& session,
              const std::string& refresh_id);

}   // namespace sessions
