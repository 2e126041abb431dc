#include "handlers/oauth/id_token.h"

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/foreign_key.h"

#include <CppUTest/TestHarness.h>

using test::ForeignKey;

namespace {

constexpr std::int64_t now = 1'800'000'000;

std::string claims(const std::string& name = {}, const std::string& value = {})
{
    std::string text;
    for (const auto& [own, usual] : {std::pair{"iss", R"("https://id.example")"},
                                     {"aud", R"("us")"},
                                     {"nonce", R"("n0nce")"},
                                     {"sub", R"("248289761001")"},
                                     {"exp", "1800000300"},
                                     {"iat", "1799999990"}})
    {
        const std::string& said = name == own ? value : usual;
        if (!said.empty()) text += (text.empty() ? "\"" : ",\"") + std::string{own} + "\":" + said;
    }
    if (!text.contains("\"" + name + "\"") && !value.empty()) text += ",\"" + name + "\":" + value;
    return "{" + text + "}";
}

}   // namespace

TEST_GROUP(id_token)
{
    ForeignKey key = ForeignKey::p256();
    std::string key_set = R"({"keys":[)" + key.jwk("k1") + "]}";

    Result<std::string> subject(const std::string& token, const std::string& keys) const
    {
        auto read = oauth::read_id_token(token);
        if (!read) return std::unexpected{std::move(read.error())};
        const auto set = http::parse_json(keys);
        const auto known = oauth::read_keys(set->view());
        return oauth::proven_subject(*read, *known, {"https://id.example", "us", "n0nce", now});
    }
    // The subject, or why there is none.
    std::string told(const std::string& token, const std::string& keys) const
    {
        const auto found = subject(token, keys);
        if (found) return *found;
        LONGS_EQUAL(int(Fault::provider_failed), int(found.error().fault));
        return found.error().about;
    }
    std::string told(const std::string& token) const
    {
        return told(token, key_set);
    }
    std::string with(const std::string& name, const std::string& value) const
    {
        return told(key.token(R"({"alg":"ES256","kid":"k1"})", claims(name, value)));
    }
};

TEST(id_token, is_believed_when_everything_holds)
{
    STRCMP_EQUAL("248289761001",
                 told(key.token(R"({"alg":"ES256","kid":"k1","typ":"JWT"})", claims())).c_str());
    const auto rsa = ForeignKey::rsa();
    STRCMP_EQUAL("248289761001", told(rsa.token(R"({"alg":"RS256","kid":"r"})", claims()),
                                      R"({"keys":[)" + key.jwk("k1") + "," + rsa.jwk("r") + "]}")
                                     .c_str());
}

TEST(id_token, without_kid_is_checked_by_the_only_key_of_its_kind)
{
    const auto rsa = ForeignKey::rsa();
    const std::string token = key.token(R"({"alg":"ES256"})", claims());
    STRCMP_EQUAL("248289761001",
                 told(token, R"({"keys":[)" + rsa.jwk("r") + "," + key.jwk("k1") + "]}").c_str());
    const auto second = ForeignKey::p256();
    STRCMP_EQUAL("its ID token was signed by no key of its own",
                 told(token, R"({"keys":[)" + key.jwk("k1") + "," + second.jwk("k2") + "]}").c_str());
}

TEST(id_token, signed_by_nobody_or_by_what_everybody_knows_is_refused)
{
    const char* no_key = "its ID token was signed by no key of its own";
    const auto unsigned_token = [](const char* algorithm) {
        return sys::base64url(std::string{R"({"kid":"k1","alg":")"} + algorithm + R"("})") + "." +
               sys::base64url(claims()) + ".";
    };
    for (const char* algorithm : {"none", "None", "NONE", "", "HS256", "ES384", "RS512", "PS256", "EdDSA"})
        STRCMP_EQUAL(no_key, told(unsigned_token(algorithm)).c_str());
    const auto rsa = ForeignKey::rsa();
    const std::string keys = R"({"keys":[)" + rsa.jwk("k1") + "]}";
    const std::string head = sys::base64url(R"({"alg":"HS256","kid":"k1"})") + "." + sys::base64url(claims());
    for (const std::string& known : {rsa.pem(), rsa.part("n"), rsa.jwk("k1")})
        STRCMP_EQUAL(no_key,
                     told(head + "." + sys::base64url(crypto::hmac_sha256(known, head)), keys).c_str());
    // The key is RSA whatever the token says.
    STRCMP_EQUAL(no_key, told(key.token(R"({"alg":"ES256","kid":"k1"})", claims()), keys).c_str());
    STRCMP_EQUAL("its ID token has a wrong signature",
                 told(key.token(R"({"alg":"RS256","kid":"k1"})", claims()), keys).c_str());
}

TEST(id_token, of_another_key_is_refused)
{
    const auto other = ForeignKey::p256();
    STRCMP_EQUAL("its ID token has a wrong signature",
                 told(other.token(R"({"alg":"ES256","kid":"k1"})", claims())).c_str());
    STRCMP_EQUAL("its ID token was signed by no key of its own",
                 told(other.token(R"({"alg":"ES256","kid":"k2"})", claims())).c_str());
    // What a header brings along is nobody's key.
    STRCMP_EQUAL("its ID token has a wrong signature",
                 told(other.token(R"({"alg":"ES256","kid":"k1","jwk":)" + other.jwk("k1") +
                                      R"(,"jku":"https://evil.example/keys","x5u":"https://evil.example/"})",
                                  claims()))
                     .c_str());
}

TEST(id_token, for_others_is_refused)
{
    STRCMP_EQUAL("its ID token was issued by another", with("iss", R"("https://id.example/")").c_str());
    STRCMP_EQUAL("its ID token was issued by another", with("iss", "").c_str());
    STRCMP_EQUAL("its ID token was issued by another", with("iss", R"(["https://id.example"])").c_str());
    const char* other = "its ID token is for another";
    for (const char* aud :
         {R"("them")", R"("us ")", "", R"(["them"])", "[]", R"(["us","them"])", R"({"us":1})", "null"})
        STRCMP_EQUAL(other, with("aud", aud).c_str());
    STRCMP_EQUAL("248289761001", with("aud", R"(["us"])").c_str());
    STRCMP_EQUAL(other, with("azp", R"("them")").c_str());
    STRCMP_EQUAL("248289761001", with("azp", R"("us")").c_str());
}

TEST(id_token, of_other_times_is_refused)
{
    const char* when = "its ID token is too old, or from the future";
    for (const char* exp : {"1799999969", "0", "-1", "", R"("1800000300")", "null", "1e300"})
        STRCMP_EQUAL(when, with("exp", exp).c_str());
    STRCMP_EQUAL("248289761001", with("exp", "1799999971").c_str());
    for (const char* iat : {"1800000031", "", R"("x")"}) STRCMP_EQUAL(when, with("iat", iat).c_str());
    STRCMP_EQUAL("248289761001", with("iat", "1800000030").c_str());
    STRCMP_EQUAL(when, with("nbf", "1800000031").c_str());
    STRCMP_EQUAL(when, with("nbf", R"("x")").c_str());
}

TEST(id_token, of_another_sign_in_is_refused)
{
    for (const char* nonce : {R"("n0nce2")", R"("")", "", "null", R"(["n0nce"])"})
        STRCMP_EQUAL("its ID token belongs to another sign-in", with("nonce", nonce).c_str());
}

TEST(id_token, about_nobody_is_refused)
{
    for (const std::string& sub :
         {std::string{}, std::string{R"("")"}, std::string{"1"}, std::string{"null"}, std::string{R"("a b")"},
          std::string{"\"\u00e9\""}, "\"" + std::string(256, 'x') + "\""})
        STRCMP_EQUAL("its ID token names nobody", with("sub", sub).c_str());
    STRCMP_EQUAL(std::string(255, 'x').c_str(), with("sub", "\"" + std::string(255, 'x') + "\"").c_str());
}

TEST(id_token, that_is_none_is_refused)
{
    const std::string good = key.token(R"({"alg":"ES256","kid":"k1"})", claims());
    for (const std::string& token :
         {std::string{}, std::string{"."}, std::string{".."}, std::string{"a.b.c"}, good + ".x", good + "=",
          good.substr(0, good.rfind('.')), "x" + good, key.token("[]", claims()), key.token("null", claims()),
          key.token(R"({"alg":"ES256","alg":"ES256"})", claims()),
          key.token(R"({"alg":"ES256","kid":7})", claims()),
          key.token(R"({"alg":"ES256","kid":"k1","crit":["exp"]})", claims()),
          key.token(R"({"alg":"ES256","kid":"k1"})", "[]"),
          key.token(R"({"alg":"ES256","kid":"k1"})", R"({"sub":"a","sub":"b"})"),
          key.token(R"({"alg":"ES256","kid":"k1"})", claims("x", "\"" + std::string(70'000, 'x') + "\""))})
        STRCMP_EQUAL("its ID token is no signed token", told(token).c_str());
}
