// What storing and changing a key share: reading what came as input.
#pragma once
#include <string>
#include <string_view>

#include "handlers/input.h"
#include "handlers/vault/credentials.h"
#include "handlers/vault/vault_store.h"

namespace vault {

Label given_label(const Input& in);

// Whether any of the sealed values came.
bool gives_credentials(const Input& in);
// Puts those that came in the place of what is there; a passphrase that came as null goes.
void take_credentials(Credentials& credentials, const Input& in);

// The last four code points of an API key of at least eight, else nothing: a list must not give away half of
// it.
std::string last_four(std::string_view api_key);

}   // namespace vault
