// The database, asked for a sign of life, and for what waits in it.
#pragma once
#include "handlers/exposition.h"

namespace db {
class Lease;
}

namespace health {

// Throws sys::Failure when the database does not answer.
void ask(db::Lease& db);

// Of all hosts: who asks need not know which worker answers.
Queue mail_queue(db::Lease& db);

}   // namespace health
