#include "tests/harness/forged_tokens.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

std::string_view part(std::string_view token, int index)
{
    for (; index > 0; --index) token.remove_prefix(std::min(token.find('.') + 1, token.size()));
    return token.substr(0, token.find('.'));
}

}   // namespace

std::string header_of(std::string_view token)
{
    return sys::from_base64url(part(token, 0)).value_or("");
}

http::JsonTree claims_of(std::string_view token)
{
    auto claims = http::parse_json(sys::from_base64url(part(token, 1)).value_or(""));
    if (!claims) FAIL(("no claims: " + std::string{token}).c_str());
    return std::move(*claims);
}

std::string forged(std::string_view header, std::string_view claims, std::string_view key)
{
    const std::string text = sys::base64url(header) + "." + sys::base64url(claims);
    return text + "." + (key.empty() ? std::string{} : sys::base64url(crypto::hmac_sha256(key, text)));
}

std::string with_claim(std::string_view token, const char* name, std::string_view json_value)
{
    const http::JsonTree claims = claims_of(token);
    http::Json changed;
    for (auto member = claims.view().first(); member; member = member->next())
        if (member->name() != name) changed.with(member->name(), http::Json::copy(*member));
    auto value = http::parse_json(json_value);
    CHECK(value.has_value());
    return changed.with(name, http::Json::copy(value->view())).text();
}

std::string signing_key(const Sandbox& sandbox)
{
    const std::string keys = sandbox.setting("JWT_KEYS");
    return sys::from_base64(keys.substr(keys.find(':') + 1)).value_or("");
}

std::string tampered(std::string token)
{
    char& one = token[token.rfind('.') + 5];
    one = one == 'A' ? 'B' : 'A';
    return token;
}

}   // namespace test
