#include "handlers/tokens/signed_token.h"

#include "fcgi/crypto/keyring.h"
#include "fcgi/http/json.h"
#include "fcgi/http/json_tree.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

static constexpr std::int64_t noon = 1'700'000'000;
static constexpr const char* issuer = "https://auth.example.com";

TEST_GROUP(signed_token)
{
    crypto::Keyring keys{test::signing_key("first") + "," + test::signing_key("second")};
    tokens::Claims claims{"5b7ec7a5-0000-4000-8000-00000000000a",
                          "5e551011-0000-4000-8000-00000000000b",
                          "identifier",
                          noon,
                          noon + 1800,
                          true};

    std::string access()
    {
        return tokens::sign(keys, issuer, tokens::Use::access, claims);
    }
    std::string refresh()
    {
        return tokens::sign(keys, issuer, tokens::Use::refresh, claims);
    }
    bool passes(const std::string& token, std::int64_t now = noon, tokens::Use use = tokens::Use::access)
    {
        return tokens::read(keys, issuer, use, token, now).has_value();
    }

    // All claims of a good access token; `name` left out, or with another value.
    static http::Json payload(std::string_view name, http::Json* instead = nullptr)
    {
        const auto good =
            http::parse_json(R"({"iss":"https://auth.example.com","aud":"latchkey","typ":"access",)"
                             R"("sub":"5b7ec7a5-0000-4000-8000-00000000000a",)"
                             R"("sid":"5e551011-0000-4000-8000-00000000000b","jti":"identifier",)"
                             R"("iat":1700000000,"exp":1700001800,"evf":true})");
        http::Json made;
        for (auto member = good->view().first(); member; member = member->next()) {
            if (member->name() != name) made.with(member->name(), http::Json::copy(*member));
        }
        if (instead) made.with(name, *instead);
        return made;
    }
    bool passes_without(std::string_view name)
    {
        return passes(keys.sign(payload(name).text()));
    }
    bool passes_with(std::string_view name, http::Json value)
    {
        return passes(keys.sign(payload(name, &value).text()));
    }
};

TEST(signed_token, comes_back_as_it_was_signed)
{
    const auto read = tokens::read(keys, issuer, tokens::Use::access, access(), noon);
    STRCMP_EQUAL("5b7ec7a5-0000-4000-8000-00000000000a", read->subject.c_str());
    STRCMP_EQUAL("5e551011-0000-4000-8000-00000000000b", read->session.c_str());
    STRCMP_EQUAL("identifier", read->id.c_str());
    LONGS_EQUAL(noon, read->issued_at);
    LONGS_EQUAL(noon + 1800, read->expires_at);
    CHECK(read->verified);
}

TEST(signed_token, carries_every_claim_and_evf_in_access_tokens_only)
{
    STRCMP_EQUAL(R"({"iss":"https://auth.example.com","aud":"latchkey","typ":"access",)"
                 R"("sub":"5b7ec7a5-0000-4000-8000-00000000000a",)"
                 R"("sid":"5e551011-0000-4000-8000-00000000000b","jti":"identifier",)"
                 R"("iat":1700000000,"exp":1700001800,"evf":true})",
                 keys.verify(access())->c_str());
    CHECK(keys.verify(refresh())->find("evf") == std::string::npos);
}

TEST(signed_token, never_passes_as_another_kind)
{
    CHECK(passes(refresh(), noon, tokens::Use::refresh));
    CHECK_FALSE(passes(refresh(), noon, tokens::Use::access));
    CHECK_FALSE(passes(access(), noon, tokens::Use::refresh));
}

TEST(signed_token, passes_with_all_claims_in_place)
{
    CHECK(passes(keys.sign(payload("nothing of these").text())));
}

TEST(signed_token, must_have_every_claim_but_evf)
{
    for (const char* name : {"iss", "aud", "typ", "sub", "sid", "jti", "iat", "exp"}) {
        if (passes_without(name)) FAIL(name);
    }
    const auto read = tokens::read(keys, issuer, tokens::Use::access, keys.sign(payload("evf").text()), noon);
    CHECK_FALSE(read->verified);
}

TEST(signed_token, must_have_the_right_issuer_audience_and_kind)
{
    CHECK_FALSE(passes_with("iss", http::Json::of("https://other.example.com")));
    CHECK_FALSE(passes_with("iss", http::Json::of("https://auth.example.com/")));
    CHECK_FALSE(passes_with("aud", http::Json::of("someone")));
    CHECK_FALSE(passes_with("aud", std::move(http::Json::array().add(http::Json::of("latchkey")))));
    CHECK_FALSE(passes_with("typ", http::Json::of("ACCESS")));
    CHECK_FALSE(passes_with("typ", http::Json::of("verify")));
}

TEST(signed_token, must_have_texts_and_numbers_where_they_belong)
{
    for (const char* name : {"iss", "aud", "typ", "sub", "sid", "jti"}) {
        if (passes_with(name, http::Json::of(1))) FAIL(name);
        if (passes_with(name, http::Json::null())) FAIL(name);
        if (passes_with(name, http::Json::of(""))) FAIL(name);
    }
    for (const char* name : {"iat", "exp"}) {
        if (passes_with(name, http::Json::of("1700000000"))) FAIL(name);
        if (passes_with(name, http::Json::null())) FAIL(name);
    }
    CHECK_FALSE(passes(keys.sign("[]")));
    CHECK_FALSE(passes(keys.sign("{}")));
    CHECK_FALSE(passes(keys.sign("\"text\"")));
    CHECK_FALSE(passes(keys.sign("not json")));
}

TEST(signed_token, takes_only_a_true_evf_for_verified)
{
    for (const char* value : {R"("true")", "1", "null", "false"}) {
        auto json = http::Json::printed(value);
        const auto token = keys.sign(payload("evf", &json).text());
        const auto read = tokens::read(keys, issuer, tokens::Use::access, token, noon);
        if (read && read->verified) FAIL(value);
    }
}

TEST(signed_token, expires_at_the_second_it_names)
{
    CHECK(passes(access(), noon + 1799));
    CHECK_FALSE(passes(access(), noon + 1800));
}

TEST(signed_token, may_be_half_a_minute_early_and_no_more)
{
    CHECK(passes(access(), noon - 30));
    CHECK_FALSE(passes(access(), noon - 31));
}

TEST(signed_token, is_good_when_an_older_key_of_the_ring_signed_it)
{
    const crypto::Keyring before{test::signing_key("second")};
    CHECK(passes(tokens::sign(before, issuer, tokens::Use::access, claims)));
    const crypto::Keyring foreign{test::signing_key("third")};
    CHECK_FALSE(passes(tokens::sign(foreign, issuer, tokens::Use::access, claims)));
}

TEST(signed_token, does_not_pass_when_anything_of_it_was_touched)
{
    const auto token = access();
    CHECK_FALSE(passes(""));
    CHECK_FALSE(passes("."));
    CHECK_FALSE(passes(token.substr(0, token.size() - 1)));
    CHECK_FALSE(passes(token + "A"));
    CHECK_FALSE(passes(token.substr(0, token.rfind('.') + 1)));
    for (std::size_t i = 0; i < token.size(); i += 7) {
        auto bent = token;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(passes(bent));
    }
}

TEST(signed_token, does_not_pass_without_a_signature)
{
    // {"alg":"none","typ":"JWT"}
    const auto token = access();
    const auto first = token.find('.');
    const auto body = token.substr(first, token.rfind('.') - first + 1);
    CHECK_FALSE(passes("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0" + body));
}
