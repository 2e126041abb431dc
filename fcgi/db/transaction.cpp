// BEGIN and COMMIT cost a round trip each: where one statement does, use one statement.
#include "fcgi/db/connection.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"

namespace db {

Transaction::Transaction(Lease& lease) : lease_{lease}
{
    lease_.query("BEGIN");
}

Transaction::~Transaction()
{
    if (open_) lease_.roll_back();
}

void Transaction::commit()
{
    // Postgres would answer COMMIT with a rollback and no error.
    if (lease_.connection_->has_failed()) throw sys::Failure{"the transaction has failed already", "25P02"};
    lease_.query("COMMIT");
    open_ = false;
}

}   // namespace db
