// What Postgres' error says, as a sys::Failure.
#pragma once
#include <string_view>

#include "fcgi/sys/failure.h"

struct pg_result;

namespace db {

// what(): the primary message, without the values it quotes. detail(): the constraint's name, else DETAIL.
// sqlstate(): 08006 when libpq itself lost the server.
sys::Failure refusal(const pg_result* error);

// After such an error the connection is of no more use, though the server may still hold it open.
bool ends_connection(std::string_view sqlstate);

}   // namespace db
