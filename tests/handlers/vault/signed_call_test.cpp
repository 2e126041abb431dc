#include "handlers/vault/signed_call.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(signed_call)
{
    vault::Provider provider{"acme", "https://a.example.com/v1/me"};
    vault::Credentials credentials;

    void setup() override
    {
        credentials.api_key = "k&y";
        credentials.secret = "s3cret";
    }
    net::Call made()
    {
        return vault::signed_call(provider, credentials, 1'700'000'000).value();
    }
};

TEST(signed_call, puts_credentials_into_headers)
{
    provider.headers = {{"X-Key", "{api_key}"}, {"Authorization", "Token {secret}{passphrase}"}};
    const auto call = made();
    STRCMP_EQUAL("https://a.example.com/v1/me", call.url.c_str());
    STRCMP_EQUAL("X-Key: k&y", call.headers[0].c_str());
    STRCMP_EQUAL("Authorization: Token s3cret", call.headers[1].c_str());
}

TEST(signed_call, signs_time_method_and_path)
{
    provider.sign = vault::Provider::hmac_sha256;
    provider.headers = {{"X-Sign", "{signature}"}};
    const auto mac = crypto::hmac_sha256("s3cret", "1700000000GET/v1/me");
    STRCMP_EQUAL(("X-Sign: " + sys::hex(mac)).c_str(), made().headers[0].c_str());
    provider.sign = vault::Provider::hmac_sha256_base64;
    STRCMP_EQUAL(("X-Sign: " + sys::base64(mac)).c_str(), made().headers[0].c_str());
}

TEST(signed_call, signs_what_the_provider_wants_signed)
{
    provider.sign = vault::Provider::hmac_sha256;
    provider.url = "https://a.example.com?timestamp={timestamp_ms}&signature={signature}&key={api_key}";
    provider.signed_text = "timestamp={timestamp_ms}";
    const auto mac = crypto::hmac_sha256("s3cret", "timestamp=1700000000000");
    STRCMP_EQUAL(
        ("https://a.example.com?timestamp=1700000000000&signature=" + sys::hex(mac) + "&key=k%26y").c_str(),
        made().url.c_str());
}

TEST(signed_call, lets_no_credential_break_a_header)
{
    provider.headers = {{"X-Key", "{api_key}"}};
    for (const char* key : {"a\r\nX-Admin: yes", "a\nb", "a\rb", "\x7f"}) {
        credentials.api_key = key;
        CHECK_FALSE(vault::signed_call(provider, credentials, 0).has_value());
    }
}

TEST(signed_call, hands_on_what_the_entry_allows)
{
    provider.allow_private = true;
    provider.ca_file = "/ca";
    CHECK(made().allow_private);
    CHECK_FALSE(made().allow_other_port);
    STRCMP_EQUAL("/ca", made().ca_file.c_str());
}
