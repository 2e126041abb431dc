// For *_store.cpp: what makes a session good to act in, where s is the session and a its account; $1 is the
// session's id, $2 the account's, $3 the organisation the access token was issued for. Macros, since
// statements are literals and literals are joined by the compiler.
#pragma once

#define SESSION_LIVES                                                                                  \
    " WHERE s.id = $1 AND (s.account_id = $2) IS TRUE AND s.ended_at IS NULL AND s.expires_at > now()" \
    " AND s.created_at >= a.sessions_since AND a.disabled_at IS NULL"
#define STILL_A_MEMBER "EXISTS (SELECT FROM membership c WHERE c.account_id = a.id AND c.org_id::text = $3)"
// A token issued for an organisation is no good once its holder has left it.
#define SESSION_LIVES_IN_ORG SESSION_LIVES " AND " STILL_A_MEMBER
// Where $3 may also be empty: issued for none.
#define SESSION_LIVES_IN_ANY SESSION_LIVES " AND ($3 = '' OR " STILL_A_MEMBER ")"
