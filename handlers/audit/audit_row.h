// For *_store.cpp: the head of an INSERT into the audit trail, to stand in the statement of the deed itself,
// so that both stand or neither. Followed by a SELECT of event, result, account, session, actor, address and
// detail.
#pragma once

// A macro, since statements are literals and literals are joined by the compiler.
#define AUDIT_INSERT "INSERT INTO audit (event, result, account_id, session_id, actor, address, detail) "
