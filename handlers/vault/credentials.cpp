#include "handlers/vault/credentials.h"

#include "fcgi/sys/failure.h"

namespace vault {

// No part but the last can contain the separator, so two places never share a context.
static std::string context(const Sealed& place, const char* column)
{
    return std::string{"latchkey:api_key:"} + column + ":" + place.id + ":" + place.account + ":" +
           place.kid + ":" + std::to_string(place.version);
}

Credentials::~Credentials()
{
    crypto::wipe(api_key);
    crypto::wipe(secret);
    if (passphrase) crypto::wipe(*passphrase);
}

Sealed seal(const crypto::SealRing& ring, const Credentials& open, std::string id, std::string account,
            std::int64_t version)
{
    Sealed sealed{std::move(id), std::move(account), ring.sealing_kid(), version, {}, {}, {}};
    sealed.api_key = ring.seal(open.api_key, context(sealed, "api_key"));
    sealed.secret = ring.seal(open.secret, context(sealed, "secret"));
    if (open.passphrase) sealed.passphrase = ring.seal(*open.passphrase, context(sealed, "passphrase"));
    return sealed;
}

std::optional<Credentials> open(const crypto::SealRing& ring, const Sealed& sealed)
{
    auto api_key = ring.open(sealed.kid, sealed.api_key, context(sealed, "api_key"));
    auto secret = ring.open(sealed.kid, sealed.secret, context(sealed, "secret"));
    if (!api_key || !secret) return std::nullopt;
    Credentials credentials;
    credentials.api_key = std::move(*api_key);
    credentials.secret = std::move(*secret);
    if (!sealed.passphrase) return credentials;
    credentials.passphrase = ring.open(sealed.kid, *sealed.passphrase, context(sealed, "passphrase"));
    if (!credentials.passphrase) return std::nullopt;
    return credentials;
}

Credentials opened(const crypto::SealRing& ring, const Sealed& sealed)
{
    (void)ring.sealing_kid();
    auto credentials = open(ring, sealed);
    if (!credentials)
        throw sys::Failure{"API key " + sealed.id + " does not open with seal key " + sealed.kid};
    return std::move(*credentials);
}

}   // namespace vault
