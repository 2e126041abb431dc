// Where an address stands with being verified: the account and the newest challenge mailed for it.
#pragma once
#include "handlers/accounts/verification_status.h"

namespace accounts {

// Fills in what is known of status.email.
void read_verification(db::Lease& db, VerificationStatus& status);

}   // namespace accounts
