// Verifying an address by its link, for the contract whose answer names the account.
#pragma once
#include <string>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace accounts {

struct Proven {
    bool before;           // the address was verified already
    std::string account;   // id
    std::string email;
    std::string next;   // the page to go on from
};
std::vector<Proven> specimens(Of<Proven>);

// Spends a mailed verification token like verify_email and tells whose it was (bitcain, POST /verify-email).
// Needs Key::token. Refuses with bad_verification_token; about is the page that asks for another letter.
Result<Proven> prove_address(Context& cx, const Input& in);

}   // namespace accounts

template <>
inline constexpr Faults refuses<accounts::prove_address>{Fault::bad_verification_token};
