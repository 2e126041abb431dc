#include "handlers/oauth/issuer_cache.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(issuer_cache)
{
    oauth::IssuerCache cache;
};

TEST(issuer_cache, keeps_what_it_was_told_for_an_hour)
{
    POINTERS_EQUAL(nullptr, cache.issuer("a", 1000).get());
    cache.keep("a", oauth::Issuer{{}, {}, "https://a/", {}}, 1000);
    cache.keep("a", oauth::Keys{}, 2000);
    STRCMP_EQUAL("https://a/", cache.issuer("a", 1000 + 3599)->jwks_uri.c_str());
    POINTERS_EQUAL(nullptr, cache.issuer("a", 1000 + 3600).get());
    CHECK(cache.keys("a", 2000 + 3599) != nullptr);
    POINTERS_EQUAL(nullptr, cache.keys("a", 2000 + 3600).get());
    POINTERS_EQUAL(nullptr, cache.issuer("b", 1000).get());
}

TEST(issuer_cache, forgets_when_the_clock_is_set_back)
{
    cache.keep("a", oauth::Issuer{{}, {}, {}, {}}, 1000);
    POINTERS_EQUAL(nullptr, cache.issuer("a", 999).get());
}

TEST(issuer_cache, lets_look_for_unknown_keys_once_a_minute)
{
    CHECK(cache.may_look_again("a", 1000));
    CHECK(!cache.may_look_again("a", 1059));
    CHECK(cache.may_look_again("b", 1059));
    CHECK(cache.may_look_again("a", 1060));
    CHECK(!cache.may_look_again("a", 1061));
    CHECK(cache.may_look_again("a", 10));   // a clock that was set back
}
