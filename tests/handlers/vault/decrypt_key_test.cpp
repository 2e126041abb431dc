#include "handlers/vault/decrypt_key.h"

#include "tests/handlers/vault/owner.h"

#include <CppUTest/TestHarness.h>

using test::Owner;

TEST_GROUP(decrypt_key)
{
    test::House house{{{"SEAL_KEYS", test::seal_key}}};
    Owner ann{house, "ann@example.com"};
    std::string id = ann.store();
};

TEST(decrypt_key, gives_back_exactly_what_was_stored)
{
    const std::string odd = "ключ \\\"\t🔑 \xf0\x9f\x8f\xb4 %00 {}";
    http::Json body;
    body.with("exchange", "acme")
        .with("api_key", odd)
        .with("secret", odd + "2")
        .with("passphrase", odd + "3");
    const auto answer = ann.decrypt(ann.store(body.text()));
    STRCMP_EQUAL(odd.c_str(), Owner::text(answer, "api_key").c_str());
    STRCMP_EQUAL((odd + "2").c_str(), Owner::text(answer, "secret").c_str());
    STRCMP_EQUAL((odd + "3").c_str(), Owner::text(answer, "passphrase").c_str());
    STRCMP_EQUAL("no-store", test::header(answer, "Cache-Control").c_str());
}

TEST(decrypt_key, is_noted_in_the_audit_trail_without_a_secret)
{
    ann.decrypt(id);
    STRCMP_EQUAL(("ann@example.com ok self 192.0.2.1 " + id).c_str(),
                 house
                     .sql("SELECT concat_ws(' ', a.email, result, actor, address, detail) FROM audit u"
                          " JOIN account a ON a.id = u.account_id WHERE event = 'api_key_decrypted'"
                          " ORDER BY at DESC LIMIT 1")
                     .c_str());
}

TEST(decrypt_key, does_not_tell_others_keys_from_none)
{
    const Owner bob{house, "bob@example.com"};
    const auto foreign = bob.decrypt(id);
    LONGS_EQUAL(404, foreign.status);
    STRCMP_EQUAL(R"({"detail":"API key not found"})", foreign.body.c_str());
    for (const char* other : {"00000000-0000-4000-8000-000000000000", "x", "' OR 1=1 --", "%"})
        STRCMP_EQUAL(foreign.body.c_str(), ann.decrypt(other).body.c_str());
}

TEST(decrypt_key, fails_loudly_when_the_row_was_tampered_with)
{
    house.sql("UPDATE api_key SET secret = api_key");
    const auto answer = ann.decrypt(id);
    LONGS_EQUAL(503, answer.status);
    CHECK(house.log().contains("does not open"));
}

TEST(decrypt_key, needs_a_session_that_lives)
{
    house.sql("UPDATE session SET ended_at = now()");
    LONGS_EQUAL(401, ann.decrypt(id).status);
    LONGS_EQUAL(401, ann.decrypt("x").status);
    STRCMP_EQUAL("", house.sql("SELECT last_used FROM api_key").c_str());
}
