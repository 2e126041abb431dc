#include "fcgi/crypto/seal.h"

#include <set>

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using crypto::SealRing;

namespace {

std::string key(const std::string& kid)
{
    return kid + ":" + sys::base64(std::string(32, kid[0]));
}

}   // namespace

TEST_GROUP(seal)
{
    SealRing ring{key("new") + "," + key("old")};
    std::string sealed = ring.seal("a secret", "here");

    bool opens(const std::string& bytes, const std::string& context = "here")
    {
        return ring.open("new", bytes, context).has_value();
    }
};

TEST(seal, opens_what_it_sealed)
{
    for (const std::string& plain :
         {std::string{}, std::string{"x"}, std::string("\0\xff", 2), std::string(70'000, 'y')})
        CHECK(plain == ring.open("new", ring.seal(plain, "c"), "c").value());
}

TEST(seal, hides_what_it_sealed_and_adds_28_bytes)
{
    CHECK(!sealed.contains("a secret"));
    LONGS_EQUAL(8 + 28, sealed.size());
}

// The expected bytes come from another implementation (Python's cryptography): HKDF-SHA256 of 32 times 'k'
// with info "latchkey seal 1", then AES-256-GCM.
TEST(seal, is_aes_256_gcm_under_a_derived_key)
{
    const SealRing known{"k:" + sys::base64(std::string(32, 'k')),
                         [](std::size_t count) { return std::string(count, 'n'); }};
    STRCMP_EQUAL("6e6e6e6e6e6e6e6e6e6e6e6e7f5fc7c997d65f291322aa2591e951b9d26afb98b9f8cf7c",
                 sys::hex(known.seal("a secret", "here")).c_str());
}

TEST(seal, never_makes_the_same_twice)
{
    std::set<std::string> nonces;
    for (int i = 0; i < 1000; ++i) nonces.insert(ring.seal("a secret", "here").substr(0, 12));
    LONGS_EQUAL(1000, nonces.size());
}

TEST(seal, does_not_open_elsewhere)
{
    CHECK(opens(sealed));
    CHECK_FALSE(opens(sealed, "there"));
    CHECK_FALSE(opens(sealed, ""));
}

TEST(seal, does_not_open_when_any_bit_is_another)
{
    for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
        std::string bent = sealed;
        bent[i / 8] = char(bent[i / 8] ^ (1 << (i % 8)));
        CHECK_FALSE(opens(bent));
    }
}

TEST(seal, does_not_open_when_its_end_is_cut_off_or_more_follows)
{
    for (std::size_t size = 0; size < sealed.size(); ++size) CHECK_FALSE(opens(sealed.substr(0, size)));
    CHECK_FALSE(opens(sealed + '\0'));
}

TEST(seal, opens_with_the_key_that_sealed_and_no_other)
{
    const SealRing before{key("old")};
    const std::string old = before.seal("a secret", "here");
    CHECK(ring.open("old", old, "here").has_value());
    CHECK_FALSE(ring.open("new", old, "here").has_value());
    CHECK_FALSE(ring.open("lost", old, "here").has_value());
}

TEST(seal, seals_with_the_first_key)
{
    STRCMP_EQUAL("new", ring.sealing_kid().c_str());
    LONGS_EQUAL(2, ring.kids().size());
}

TEST(seal, an_empty_ring_seals_nothing)
{
    const SealRing empty{""};
    LONGS_EQUAL(0, empty.kids().size());
    CHECK_THROWS(sys::Failure, empty.seal("a secret", "here"));
    CHECK_FALSE(empty.open("new", sealed, "here").has_value());
}

TEST(seal, refuses_malformed_rings)
{
    for (const char* text : {"nonsense", "k:AAAA", ",", "k:"}) CHECK_THROWS(sys::Failure, SealRing{text});
}
