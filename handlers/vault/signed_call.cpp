#include "handlers/vault/signed_call.h"

#include <algorithm>

#include "fcgi/crypto/digest.h"
#include "fcgi/http/fields.h"
#include "fcgi/sys/encoding.h"
#include "handlers/vault/placeholders.h"

namespace vault {

namespace {

// Between the host and the query.
std::string path_of(std::string_view url)
{
    const std::size_t start = url.find('/', std::string_view{"https://"}.size());
    const std::size_t end = std::min(url.find_first_of("?#"), url.size());
    return start < end ? std::string{url.substr(start, end - start)} : "/";
}

std::string signature(const Provider& provider, const Credentials& credentials, const Fillings& fillings)
{
    const auto mac = [&] {
        return crypto::hmac_sha256(credentials.secret, filled(provider.signed_text, fillings));
    };
    switch (provider.sign) {
    case Provider::header: break;
    case Provider::hmac_sha256: return sys::hex(mac());
    case Provider::hmac_sha256_base64: return sys::base64(mac());
    }
    return {};
}

Fillings fillings_of(const Provider& provider, const Credentials& credentials, std::int64_t now)
{
    Fillings fillings{{"api_key", credentials.api_key},
                      {"secret", credentials.secret},
                      {"passphrase", credentials.passphrase.value_or("")},
                      {"timestamp", std::to_string(now)},
                      {"timestamp_ms", std::to_string(now * 1000)},
                      {"method", "GET"},
                      {"path", path_of(provider.url)}};
    fillings["signature"] = signature(provider, credentials, fillings);
    return fillings;
}

bool breaks_header(std::string_view value)
{
    return std::ranges::any_of(value, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}   // namespace

std::optional<net::Call> signed_call(const Provider& provider, const Credentials& credentials,
                                     std::int64_t now)
{
    Fillings fillings = fillings_of(provider, credentials, now);
    net::Call call{{}, {}, provider.allow_private, provider.allow_other_port, provider.ca_file};
    for (const auto& [name, value] : provider.headers) {
        const std::string said = filled(value, fillings);
        if (breaks_header(said)) return std::nullopt;
        std::string line = name;
        line.append(": ").append(said);
        call.headers.push_back(std::move(line));
    }
    for (auto& [name, value] : fillings) value = http::percent_encoded(value);
    call.url = filled(provider.url, fillings);
    return call;
}

}   // namespace vault
