#include "fcgi/crypto/digest.h"

#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(digest){
    void check(const char* expected, const std::string& got){STRCMP_EQUAL(expected, sys::hex(got).c_str());
}

std::string repeated(int byte, std::size_t count)
{
    return std::string(count, char(byte));
}
}
;

TEST(digest, sha256_meets_the_examples_of_fips_180)
{
    check("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", crypto::sha256({}));
    check("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", crypto::sha256("abc"));
    check("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
          crypto::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    check("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
          crypto::sha256(repeated('a', 1'000'000)));
}

TEST(digest, sha256_takes_a_nul_for_a_byte_like_any_other)
{
    CHECK(crypto::sha256(std::string_view{"a\0b", 3}) != crypto::sha256("a"));
}

TEST(digest, hmac_meets_the_test_cases_of_rfc_4231)
{
    check("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
          crypto::hmac_sha256(repeated(0x0b, 20), "Hi There"));
    check("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
          crypto::hmac_sha256("Jefe", "what do ya want for nothing?"));
    check("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
          crypto::hmac_sha256(repeated(0xaa, 20), repeated(0xdd, 50)));
    check("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
          crypto::hmac_sha256(*sys::from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                              repeated(0xcd, 50)));
    check("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
          crypto::hmac_sha256(repeated(0xaa, 131), "Test Using Larger Than Block-Size Key - Hash Key First"));
    check(
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        crypto::hmac_sha256(repeated(0xaa, 131),
                            "This is a test using a larger than block-size key and a larger than block-size "
                            "data. The key needs to be hashed before being used by the HMAC algorithm."));
}

TEST(digest, hmac_works_without_key_and_data)
{
    check("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", crypto::hmac_sha256({}, {}));
}

// Test case 3 has neither salt nor info; its first 32 bytes.
TEST(digest, a_key_for_no_purpose_meets_rfc_5869)
{
    check("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
          crypto::derived_key(repeated(0x0b, 22), {}));
}

TEST(digest, a_derived_key_is_hkdf_without_salt_with_the_purpose_as_info)
{
    const std::string key = repeated(0x42, 32);
    const std::string extracted = crypto::hmac_sha256(repeated(0, 32), key);
    CHECK(crypto::hmac_sha256(extracted, "latchkey mail token 1\x01") ==
          crypto::derived_key(key, "latchkey mail token 1"));
}

TEST(digest, different_purposes_and_different_keys_give_different_keys)
{
    const std::string key = repeated(0x42, 32);
    CHECK(crypto::derived_key(key, "a") != crypto::derived_key(key, "b"));
    CHECK(crypto::derived_key(key, "a") != crypto::derived_key(repeated(0x43, 32), "a"));
    UNSIGNED_LONGS_EQUAL(32, crypto::derived_key(key, "a").size());
}

TEST(digest, equal_means_every_byte_and_the_length)
{
    CHECK_TRUE(crypto::equal("", {}));
    CHECK_TRUE(crypto::equal("abc", "abc"));
    CHECK_FALSE(crypto::equal("abc", "abd"));
    CHECK_FALSE(crypto::equal("abc", "Abc"));
    CHECK_FALSE(crypto::equal("abc", "ab"));
    CHECK_FALSE(crypto::equal("", "a"));
    CHECK_FALSE(crypto::equal({"a\0b", 3}, {"a\0c", 3}));
}
