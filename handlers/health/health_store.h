// The database, asked for no more than a sign of life.
#pragma once

namespace db {
class Lease;
}

namespace health {

// Throws sys::Failure when the database does not answer.
void ask(db::Lease& db);

}   // namespace health
