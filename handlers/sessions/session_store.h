// The session table: opening, rotating, ending. Digests only, never a token.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/accounts/account.h"
#include "handlers/tokens/challenge.h"

struct Origin;

namespace db {
class Lease;
}

namespace sessions {

// Why a session may be opened: the password was proven against what the account had then, which is void once
// its sessions_since has moved (accounts::Candidate); and a stronger hash of it to store.
struct Proof {
    std::string event;     // how, for the audit: "login"; empty: it was noted before
    std::string account;   // id
    std::string sessions_since;
    std::optional<std::string> better_hash;
    std::string method = "password";   // "basic", "register"
};

// What a new session row is made of.
struct NewSession {
    std::string id;                                // a UUID
    std::string refresh_digest;                    // of the first refresh token's jti
    std::int64_t days;                             // until it ends for good
    std::optional<tokens::Challenge> alarm = {};   // for the letter about a new device; nothing: none is sent
};

struct Session {
    std::string id;
    std::int64_t rotated_at;   // seconds since 1970: when its current refresh token was issued
    std::int64_t expires_at;   // seconds since 1970
    std::optional<std::int64_t> opened_at = {};   // microseconds since 1970, when it was opened just now
};

// Opens a session if the proof still holds, and notes how it came and from which device. Nothing
// when the account was disabled or its password changed meanwhile.
std::optional<Session> open(db::Lease& db, const Proof& proof, const NewSession& fresh, const Origin& origin);

// The same for whoever spent a verification code in the statement sent ahead (tokens::spend_code_ahead),
// which marks the address verified. Nothing when the code was not good.
std::optional<Session> open_by_code(db::Lease& db, const std::string& account, const NewSession& fresh,
                                    const Origin& origin);

// The same for whoever came by that identity (oauth::Identity); nothing when it was removed or the account
// disabled meanwhile.
std::optional<Session> open_by_identity(db::Lease& db, const std::string& account,
                                        const std::string& identity, const NewSession& fresh,
                                        const Origin& origin);

// The account of a session that still lives, locked until the transaction ends.
std::optional<std::string> lock_account_of(db::Lease& db, std::string_view session);

// Ends a session for good; no matter if it ended before.
void end(db::Lease& db, std::string_view account, std::string_view session, const Origin& origin);

// What a presented refresh token is to be exchanged for.
struct Rotation {
    std::string session;     // id
    std::string account;     // id
    std::string presented;   // digest of the jti that came
    std::string successor;   // digest of the jti that shall follow it
    std::string salt;        // from which the successor was computed
    std::int64_t grace_seconds;
};

struct Rotated {
    bool reused;   // the token was used before: the session is ended
    Session session;
    std::string salt;   // the stored one: another caller's, when that one was first
    accounts::Holder holder;
};

// Rotates when `presented` is the current token, in one statement. Else a second one gives the stored salt
// when it is the parent within the grace window, or ends the session (reused), committed before this returns.
// Nothing when it had ended before or is unknown.
std::optional<Rotated> rotate(db::Lease& db, const Rotation& rotation);

}   // namespace sessions
