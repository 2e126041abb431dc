// The door for letters: takes what is due from the outbox, writes it and hands it to the mail transport. The
// mailer enters here and nowhere else.
#pragma once
#include "fcgi/crypto/keyring.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"
#include "handlers/outbox/words.h"

struct PostOffice {
    const sys::Config& config;
    const sys::Log& log;
    db::Pool& pool;
    crypto::Keyring keys;
    outbox::Words words = {};
};

// One letter that is due. False when none was. What can't be delivered now is tried again later, at growing
// pauses, for five days; what never can is parked with its reason. Throws sys::Failure when the database is
// away: the letter stays where it is.
bool deliver_one(const PostOffice& office);
