#include "handlers/tokens/challenge.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "fcgi/crypto/digest.h"
#include "fcgi/sys/encoding.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(challenge)
{
    test::House house;

    tokens::Challenge challenge(const std::string& email = "ann@example.com") const
    {
        return tokens::new_challenge(house.service(), email);
    }
    tokens::Secrets secrets(const tokens::Challenge& of) const
    {
        return tokens::secrets_of(house.service().keys, of.kid, of.seed).value();
    }
};

TEST(challenge, has_a_token_of_256_bits_and_a_code_of_six_digits)
{
    const auto made = secrets(challenge());
    LONGS_EQUAL(32, sys::from_base64url(made.token)->size());
    LONGS_EQUAL(6, made.code.size());
    CHECK(std::ranges::all_of(made.code, [](unsigned char c) { return std::isdigit(c); }));
}

TEST(challenge, keeps_digests_of_what_the_letter_says)
{
    const auto made = challenge();
    CHECK(made.token_digest == tokens::token_digest(secrets(made).token));
    CHECK(made.token_digest == crypto::sha256(secrets(made).token));
    LONGS_EQUAL(32, made.code_digest.size());
}

TEST(challenge, hangs_on_the_key_that_signs)
{
    STRCMP_EQUAL("first", challenge().kid.c_str());
}

TEST(challenge, opens_with_an_older_key_as_long_as_it_is_in_the_ring)
{
    const auto made = challenge();
    const crypto::Keyring turned{test::signing_key("new") + "," + test::signing_key("first")};
    const crypto::Keyring without{test::signing_key("new")};
    STRCMP_EQUAL(secrets(made).token.c_str(), tokens::secrets_of(turned, made.kid, made.seed)->token.c_str());
    CHECK_FALSE(tokens::secrets_of(without, made.kid, made.seed).has_value());
}

TEST(challenge, cannot_be_computed_without_the_key)
{
    const auto made = challenge();
    const crypto::Keyring stranger{"first:" + sys::base64(std::string(32, 'x'))};
    const auto guessed = tokens::secrets_of(stranger, made.kid, made.seed);
    CHECK(guessed->token != secrets(made).token);
}

TEST(challenge, is_drawn_anew_each_time)
{
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(secrets(challenge()).token);
    LONGS_EQUAL(100, seen.size());
}

TEST(challenge, is_the_same_for_the_same_draw_but_for_the_address_in_the_code)
{
    house.service().random = [](std::size_t count) { return std::string(count, 'r'); };
    const auto ann = challenge("ann@example.com");
    const auto bob = challenge("bob@example.com");
    CHECK(ann.token_digest == bob.token_digest);
    CHECK(secrets(ann).code == secrets(bob).code);
    CHECK(ann.code_digest != bob.code_digest);
}

TEST(challenge, has_codes_with_leading_zeros)
{
    int zeros = 0;
    for (int i = 0; i < 300; ++i) {
        const auto code = secrets(challenge()).code;
        LONGS_EQUAL(6, code.size());
        zeros += code[0] == '0';
    }
    CHECK(zeros > 5);
    CHECK(zeros < 90);
}

TEST(challenge, is_named_as_the_table_has_it)
{
    STRCMP_EQUAL("verify_email", std::string{tokens::name(tokens::Purpose::verify_email)}.c_str());
    STRCMP_EQUAL("reset_password", std::string{tokens::name(tokens::Purpose::reset_password)}.c_str());
}
