// The table known_device: where an account was seen before, and what follows when it was not.
#pragma once
#include <string_view>

#include "handlers/sessions/session_store.h"

namespace sessions {

// Behind the opening of a session, in its transaction: notes from where it was opened, and where the account
// was not seen for half a year queues the letter about it, with fresh.alarm for its link. None about the
// first device of an account; five in an hour at most.
void note_device(db::Lease& db, const NewSession& fresh, const Origin& origin);

// Spends the token of such a letter: ends that session, trusts no device of the account any more and mails a
// link to reset the password, made of `reset`. Or does nothing and says no.
bool disown(db::Lease& db, std::string_view token_digest, const tokens::Challenge& reset,
            const Origin& origin);

}   // namespace sessions
