#include "handlers/oauth/issuer.h"

#include "tests/foreign_key.h"

#include <CppUTest/TestHarness.h>

using test::ForeignKey;

namespace {

std::string document(const std::string& name = {}, const std::string& value = {})
{
    std::string text;
    for (const auto& [own, usual] : {std::pair{"issuer", R"("https://id.example")"},
                                     {"authorization_endpoint", R"("https://id.example/auth?x=1")"},
                                     {"token_endpoint", R"("https://id.example/token")"},
                                     {"jwks_uri", R"("https://keys.example/")"},
                                     {"userinfo_endpoint", R"("https://id.example/me")"}})
    {
        const std::string& said = name == own ? value : usual;
        if (!said.empty()) text += (text.empty() ? "\"" : ",\"") + std::string{own} + "\":" + said;
    }
    if (!text.contains("\"" + name + "\"") && !value.empty()) text += ",\"" + name + "\":" + value;
    return "{" + text + "}";
}

}   // namespace

TEST_GROUP(issuer){
    static Result<oauth::Issuer> read(const std::string& text){const auto json = http::parse_json(text);
return oauth::read_issuer(json->view(), "https://id.example");
}
static std::vector<oauth::SigningKey> keys(const std::string& list)
{
    const auto json = http::parse_json("{\"keys\":[" + list + "]}");
    return oauth::read_keys(json->view()).value();
}
}
;

TEST(issuer, tells_where_everything_is)
{
    const auto issuer = read(document());
    CHECK(issuer.has_value());
    STRCMP_EQUAL("https://id.example/auth?x=1", issuer->authorization_endpoint.c_str());
    STRCMP_EQUAL("https://id.example/token", issuer->token_endpoint.c_str());
    STRCMP_EQUAL("https://keys.example/", issuer->jwks_uri.c_str());
    STRCMP_EQUAL("https://id.example/me", issuer->userinfo_endpoint.c_str());
    CHECK(!issuer->secret_in_body);
    CHECK(!issuer->sends_issuer);
    CHECK(read(document("userinfo_endpoint"))->userinfo_endpoint.empty());
}

TEST(issuer, tells_how_it_is_spoken_to)
{
    constexpr const char* methods = "token_endpoint_auth_methods_supported";
    CHECK(read(document(methods, R"(["client_secret_post"])"))->secret_in_body);
    CHECK(!read(document(methods, R"(["client_secret_post","client_secret_basic"])"))->secret_in_body);
    CHECK(!read(document(methods, R"(["none"])"))->secret_in_body);
    CHECK(read(document("authorization_response_iss_parameter_supported", "true"))->sends_issuer);
    CHECK(!read(document("authorization_response_iss_parameter_supported", "\"true\""))->sends_issuer);
}

TEST(issuer, that_calls_itself_otherwise_is_refused)
{
    for (const char* name :
         {R"("https://id.example/")", R"("https://ID.example")", R"("https://evil.example")", "", "7"})
        CHECK_TEXT(!read(document("issuer", name)), name);
    CHECK(!read("[]"));
    CHECK(!read("null"));
}

TEST(issuer, with_addresses_in_clear_or_none_is_refused)
{
    for (const char* member : {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"})
        for (const char* url : {R"("http://id.example/")", R"("javascript:x")", R"("//id.example")",
                                R"("https://id.example/#x")", R"("https://id.example/a b")",
                                R"("https://id.example/\r\nX: y")"})
            CHECK_TEXT(!read(document(member, url)), member);
    for (const char* member : {"authorization_endpoint", "token_endpoint", "jwks_uri"})
        CHECK(!read(document(member)));
}

TEST(issuer, keys_that_do_not_sign_or_are_strange_are_passed_over)
{
    const auto rsa = ForeignKey::rsa();
    const auto ec = ForeignKey::p256();
    const auto small = ForeignKey::rsa(1024);
    const auto read =
        keys(rsa.jwk("a", R"(,"use":"sig","alg":"RS256")") + "," + ec.jwk("b", R"(,"key_ops":["verify"])") +
             "," + rsa.jwk("enc", R"(,"use":"enc")") + "," + rsa.jwk("ps", R"(,"alg":"PS256")") + "," +
             ec.jwk("ops", R"(,"key_ops":["sign"])") + "," + small.jwk("small") +
             R"(,{"kty":"oct","k":"AAAA","kid":"o"},{"kty":"EC","crv":"P-384","x":"AA","y":"AA"},)"
             R"({"kty":"RSA","n":7,"e":"AQAB"},{"kty":"RSA","n":"!","e":"AQAB"},{},7,null)");
    LONGS_EQUAL(2, read.size());
    STRCMP_EQUAL("a", read[0].kid.c_str());
    STRCMP_EQUAL("b", read[1].kid.c_str());
}

TEST(issuer, keys_are_no_more_than_64_and_a_list)
{
    std::string list = "{}";
    for (int i = 1; i < 64; ++i) list += ",{}";
    LONGS_EQUAL(0, keys(list).size());
    const auto refused = [](const std::string& text) {
        const auto json = http::parse_json(text);
        return !oauth::read_keys(json->view());
    };
    CHECK(refused("{\"keys\":[" + list + ",{}]}"));
    CHECK(refused("{\"keys\":{}}"));
    CHECK(refused("{}"));
    CHECK(refused("[]"));
}
