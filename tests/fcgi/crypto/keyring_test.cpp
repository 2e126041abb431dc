#include "fcgi/crypto/keyring.h"

#include <chrono>
#include <thread>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

namespace {

const std::string secret(32, 'k');
const std::string older_secret(40, 'o');

std::string token(const std::string& header, const std::string& claims, const std::string& key)
{
    const std::string text = sys::base64url(header) + "." + sys::base64url(claims);
    return text + "." + sys::base64url(crypto::hmac_sha256(key, text));
}

}   // namespace

TEST_GROUP(keyring)
{
    const crypto::Keyring ring{"k2:" + sys::base64(secret) + ",k1:" + sys::base64url(older_secret)};
    const std::string claims = R"({"sub":"ada","exp":1700000000})";
    const std::string good = ring.sign(claims);

    void refuses(const std::string& bad)
    {
        CHECK_FALSE_TEXT(ring.verify(bad).has_value(), bad.c_str());
    }

    void refuses_header(const char* header)
    {
        refuses(token(header, claims, secret));
    }

    void rejects(const std::string& text, const char* reason)
    {
        try {
            const crypto::Keyring bad{text};
            FAIL_TEST(text.c_str());
        } catch (const sys::Failure& failure) {
            STRCMP_CONTAINS(reason, failure.what());
        }
    }
};

TEST(keyring, verifies_what_it_signed)
{
    CHECK(ring.verify(good) == claims);
}

TEST(keyring, a_token_is_a_compact_jws_with_hs256)
{
    STRCMP_EQUAL(token(R"({"alg":"HS256","typ":"JWT","kid":"k2"})", claims, secret).c_str(), good.c_str());
}

TEST(keyring, the_first_key_signs_and_every_key_verifies)
{
    STRCMP_EQUAL("k2", ring.signing_kid().c_str());
    const crypto::Keyring older{"k1:" + sys::base64(older_secret)};
    CHECK(ring.verify(older.sign(claims)) == claims);
    CHECK_FALSE(older.verify(good).has_value());
}

TEST(keyring, refuses_every_other_algorithm)
{
    for (const char* alg : {"none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "hs256", ""})
        refuses_header((R"({"alg":")" + std::string{alg} + R"(","typ":"JWT","kid":"k2"})").c_str());
    const std::string unsigned_text =
        sys::base64url(R"({"alg":"none","typ":"JWT"})") + "." + sys::base64url(claims);
    refuses(unsigned_text + ".");
    refuses(unsigned_text);
}

TEST(keyring, refuses_a_header_that_is_not_ours_to_the_byte)
{
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":"k3"})");
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":"k1"})");   // ours, but the key of k2
    refuses_header(R"({"alg":"HS256","typ":"JWT"})");
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":null})");
    refuses_header(R"({"typ":"JWT","alg":"HS256","kid":"k2"})");
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":"k2" })");
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":"k2","crit":["x"]})");
    refuses_header(R"({"alg":"HS256","typ":"JWT","kid":"k2","jwk":{"kty":"oct","k":"AA"}})");
    refuses_header(R"({"alg":"HS256","alg":"none","typ":"JWT","kid":"k2"})");
    refuses_header("{}");
    refuses_header("");
}

TEST(keyring, refuses_segments_that_are_missing_swapped_or_too_many)
{
    const std::size_t first = good.find('.');
    const std::size_t second = good.rfind('.');
    const std::string header = good.substr(0, first);
    const std::string body = good.substr(first + 1, second - first - 1);
    const std::string mac = good.substr(second + 1);
    refuses("");
    refuses(".");
    refuses("..");
    refuses(header);
    refuses(header + "." + body);
    refuses(header + "." + body + ".");
    refuses(header + ".." + mac);
    refuses("." + body + "." + mac);
    refuses(body + "." + header + "." + mac);
    refuses(header + "." + mac + "." + body);
    refuses(header + "." + body + ".." + mac);
    refuses(header + ".." + body + "." + mac);
    refuses(good + ".");
    refuses("." + good);
    refuses(good + "." + mac);
}

TEST(keyring, refuses_any_bytes_around_a_good_token)
{
    using namespace std::string_literals;
    for (const std::string& extra : {" "s, "\n"s, "="s, "=="s, "\0"s, "A"s, "AAAA"s, ","s}) {
        refuses(good + extra);
        refuses(extra + good);
    }
}

TEST(keyring, refuses_every_single_changed_character)
{
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        refuses(bad);
    }
}

TEST(keyring, refuses_a_signature_that_decodes_alike_but_is_not_canonical)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const std::size_t last = alphabet.find(good.back());
    UNSIGNED_LONGS_EQUAL(0, last % 4);   // 32 bytes leave two spare bits
    for (std::size_t spare = 1; spare < 4; ++spare) {
        std::string bad = good;
        bad.back() = alphabet[last + spare];
        refuses(bad);
    }
}

TEST(keyring, refuses_claims_that_are_signed_but_empty_or_not_canonical)
{
    const std::string header = good.substr(0, good.find('.') + 1);
    for (const char* body : {"", "e31=", "e30=", "e31", "e3+", "e"}) {
        const std::string text = header + body;
        refuses(text + "." + sys::base64url(crypto::hmac_sha256(secret, text)));
    }
    const std::string text = header + "e30";   // {}
    CHECK(ring.verify(text + "." + sys::base64url(crypto::hmac_sha256(secret, text))) == "{}");
}

TEST(keyring, refuses_a_short_signature)
{
    const std::string text = good.substr(0, good.rfind('.') + 1);
    const auto mac = *sys::from_base64url(good.substr(text.size()));
    for (const std::size_t length : {0u, 1u, 16u, 31u}) refuses(text + sys::base64url(mac.substr(0, length)));
    refuses(text + sys::base64url(mac + '\0'));
}

TEST(keyring, refuses_64_kilobytes_without_looking_at_them)
{
    const std::string header = good.substr(0, good.find('.') + 1);
    const std::string text = header + std::string(65'536, 'e');
    const std::string signed_text = text + "." + sys::base64url(crypto::hmac_sha256(secret, text));
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 10'000; ++i) CHECK_FALSE(ring.verify(signed_text).has_value());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds{100});
}

TEST(keyring, the_longest_token_it_makes_is_one_it_takes)
{
    std::string longest(5'000, 'x');
    while (true) {
        try {
            CHECK(ring.verify(ring.sign(longest)) == longest);
            longest += 'x';
        } catch (const sys::Failure&) {
            break;
        }
    }
    CHECK(longest.size() > 6'000);
    CHECK(longest.size() < crypto::max_token);
}

TEST(keyring, signs_no_empty_claims)
{
    CHECK_THROWS(sys::Failure, ring.sign(""));
}

TEST(keyring, says_what_is_wrong_with_a_malformed_ring)
{
    const std::string key = sys::base64(secret);
    rejects("", "kid:base64");
    rejects(key, "kid:base64");
    rejects("a:" + key + ",", "signing key 2");
    rejects(",a:" + key, "signing key 1");
    rejects(":" + key, "a kid is");
    rejects("a b:" + key, "a kid is");
    rejects("a\":" + key, "a kid is");
    rejects(std::string(65, 'a') + ":" + key, "a kid is");
    rejects("a:", "under 32 bytes");
    rejects("a:" + sys::base64(std::string(31, 'k')), "under 32 bytes");
    rejects("a:" + key + "=", "not base64");
    rejects("a: " + key, "not base64");
    rejects("a:" + key + "\n", "not base64");
    rejects("a:" + key + ",a:" + sys::base64(older_secret), "twice");
}

TEST(keyring, never_repeats_a_key_in_its_complaint)
{
    const std::string key = sys::base64(secret);
    for (const std::string& text : {key, key + ":" + key, "a:" + key + ",a:" + key, "a:" + key + "!"}) {
        try {
            const crypto::Keyring bad{text};
            FAIL_TEST("no complaint");
        } catch (const sys::Failure& failure) {
            CHECK_FALSE(std::string{failure.what()}.contains(key.substr(0, 8)));
        }
    }
}

TEST(keyring, takes_the_longest_kid_and_all_its_characters)
{
    const std::string kid = "Az09._-" + std::string(57, 'z');
    const crypto::Keyring long_kid{kid + ":" + sys::base64(secret)};
    STRCMP_EQUAL(kid.c_str(), long_kid.signing_kid().c_str());
    CHECK(long_kid.verify(long_kid.sign(claims)) == claims);
}

TEST(keyring, takes_standard_base64_and_base64url_for_the_same_key)
{
    const std::string bytes(32, '\xfb');   // full of + and /, or of - and _
    const crypto::Keyring standard{"a:" + sys::base64(bytes)};
    const crypto::Keyring url{"a:" + sys::base64url(bytes)};
    CHECK(url.verify(standard.sign(claims)) == claims);
}

TEST(keyring, derives_keys_by_kid_and_purpose)
{
    CHECK(ring.derive("k1", "mail") == crypto::derived_key(older_secret, "mail"));
    CHECK(ring.derive("k2", "mail") == crypto::derived_key(secret, "mail"));
    CHECK_FALSE(ring.derive("k3", "mail").has_value());
    CHECK_FALSE(ring.derive("", "mail").has_value());
}

TEST(keyring, moves)
{
    crypto::Keyring source{"a:" + sys::base64(secret)};
    const std::string signed_before = source.sign(claims);
    const crypto::Keyring target{std::move(source)};
    CHECK(target.verify(signed_before) == claims);
}

TEST(keyring, is_shared_by_threads)
{
    std::vector<int> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < wrong.size(); ++t)
            threads.emplace_back([&, t] {
                const std::string mine = R"({"thread":)" + std::to_string(t) + "}";
                for (int i = 0; i < 2'000; ++i)
                    if (ring.verify(ring.sign(mine)) != mine || ring.verify(good) != claims) ++wrong[t];
            });
    }
    for (const int count : wrong) LONGS_EQUAL(0, count);
}
