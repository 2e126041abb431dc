#include "fcgi/crypto/public_key.h"

#include "fcgi/sys/encoding.h"
#include "tests/foreign_key.h"

#include <CppUTest/TestHarness.h>

using crypto::PublicKey;
using test::ForeignKey;

TEST_GROUP(public_key){
    static std::string bytes(const char* base64url){return sys::from_base64url(base64url).value();
}
static PublicKey rsa(const ForeignKey& key)
{
    return PublicKey::rsa(key.part("n"), key.part("e")).value();
}
static PublicKey p256(const ForeignKey& key)
{
    return PublicKey::p256(key.part("x"), key.part("y")).value();
}
}
;

// RFC 7515 appendix A.2.
TEST(public_key, verifies_the_rs256_example_of_jws)
{
    const auto key = PublicKey::rsa(bytes("ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-"
                                          "Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-"
                                          "SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-"
                                          "bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-"
                                          "UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_"
                                          "I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2et"
                                          "hFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"),
                                    bytes("AQAB"));
    CHECK(key.has_value());
    STRCMP_EQUAL("RS256", std::string{key->algorithm()}.c_str());
    CHECK(key->verifies(
        "eyJhbGciOiJSUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp"
        "0cnVlfQ",
        bytes("cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
              "O8W2Fp5jujGbds9uJdb"
              "F9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
              "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383"
              "LcOLn6_dO--xi12jzDwusC-"
              "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWy"
              "wlVmtVrBp0igcN_IoypGlUPQGe77Rw")));
}

// RFC 7515 appendix A.3.
TEST(public_key, verifies_the_es256_example_of_jws)
{
    const auto key = PublicKey::p256(bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                                     bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
    CHECK(key.has_value());
    STRCMP_EQUAL("ES256", std::string{key->algorithm()}.c_str());
    CHECK(key->verifies(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvb"
        "S9pc19yb290Ijp0cnVlfQ",
        bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")));
}

TEST(public_key, believes_what_its_other_half_signed_and_nothing_else)
{
    const auto other = ForeignKey::p256();
    for (const auto& key : {ForeignKey::rsa(), ForeignKey::p256()}) {
        const auto ours = key.is_rsa() ? rsa(key) : p256(key);
        std::string signature = key.sign("text");
        CHECK(ours.verifies("text", signature));
        CHECK(!ours.verifies("texts", signature));
        CHECK(!ours.verifies("text", other.sign("text")));
        CHECK(!ours.verifies("text", signature + '\0'));
        CHECK(!ours.verifies("text", signature.substr(1)));
        CHECK(!ours.verifies("text", {}));
        signature[7] = char(signature[7] ^ 1);
        CHECK(!ours.verifies("text", signature));
    }
}

// CVE-2022-21449: both numbers zero, or beyond the order.
TEST(public_key, believes_no_es256_signature_that_is_no_pair_of_numbers)
{
    const auto key = p256(ForeignKey::p256());
    CHECK(!key.verifies("text", std::string(64, '\0')));
    CHECK(!key.verifies("text", std::string(64, '\xff')));
    CHECK(!key.verifies("text", std::string(32, '\0') + std::string(31, '\0') + '\1'));
}

TEST(public_key, takes_no_rsa_key_that_is_too_small_or_too_large)
{
    const std::string e{"\x01\x00\x01", 3};
    for (const unsigned bits : {512U, 1024U, 2040U}) {
        const auto small = ForeignKey::rsa(bits);
        CHECK(!PublicKey::rsa(small.part("n"), small.part("e")));
    }
    CHECK(!PublicKey::rsa(std::string(1025, '\xff'), e));
    CHECK(!PublicKey::rsa(std::string(100'000, '\xff'), e));
    CHECK(!PublicKey::rsa({}, e));
}

TEST(public_key, takes_no_rsa_exponent_that_proves_nothing)
{
    const auto key = ForeignKey::rsa();
    CHECK(PublicKey::rsa(key.part("n"), std::string{"\x03"}).has_value());
    for (const auto& e : {std::string{"\x01"}, std::string{"\x02"}, std::string{}, std::string(9, '\xff'),
                          std::string(1000, '\xff')})
        CHECK(!PublicKey::rsa(key.part("n"), e));
    std::string even = key.part("n");
    even.back() = char(even.back() & 0xfe);
    CHECK(!PublicKey::rsa(even, key.part("e")));
}

TEST(public_key, takes_no_point_off_the_curve)
{
    const auto key = ForeignKey::p256();
    std::string y = key.part("y");
    y[0] = char(y[0] ^ 1);
    CHECK(!PublicKey::p256(key.part("x"), y));
    CHECK(!PublicKey::p256(std::string(32, '\0'), std::string(32, '\0')));
    CHECK(!PublicKey::p256(std::string(32, '\xff'), std::string(32, '\xff')));
    CHECK(!PublicKey::p256(key.part("x").substr(1), key.part("y")));
    CHECK(!PublicKey::p256(key.part("x") + '\0', key.part("y")));
}
