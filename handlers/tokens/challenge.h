// What a mail asks its reader to prove: a long token (in the link) and a six-digit code. Neither is stored:
// both are computed from the challenge's random seed and a key of ours, by the worker for the digests and by
// the mailer for the letter, so that a copy of the database opens nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/service.h"

namespace tokens {

enum class Purpose { verify_email, reset_password };

std::string_view name(Purpose purpose);   // as the challenge table has it

struct Challenge {
    std::string kid;            // which key it hangs on
    std::string seed;           // 32 random bytes
    std::string token_digest;   // what the table holds of the token
    std::string code_digest;    // and of the code, bound to the address
};

// email: the address the mail goes to.
Challenge new_challenge(const Service& service, std::string_view email);

struct Secrets {
    std::string token;   // 43 characters of base64url, 256 bits
    std::string code;    // six digits
};

// What the letter says; nothing when the key has left the ring.
std::optional<Secrets> secrets_of(const crypto::Keyring& keys, std::string_view kid, std::string_view seed);

std::string token_digest(std::string_view token);

// The digests a code mailed to that address may have, one for each key of the ring.
std::vector<std::string> code_digests(const crypto::Keyring& keys, std::string_view email,
                                      std::string_view code);

}   // namespace tokens
