// What users of any of the contracts expect beyond their letter, as far as one account and its tokens go.
// Those about many requests at once stand in at_once_test.cpp.
#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/forged_tokens.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(expectations)
{
    Mount auth = shipfastai();

    int login(const std::string& email, const std::string& password)
    {
        return auth.post("/login", object({{"email", email}, {"password", password}})).status;
    }
    int refresh(const std::string& token)
    {
        return auth.post("/refresh", object({{"refresh_token", token}})).status;
    }
    int reset(const std::string& token, const std::string& password)
    {
        return auth.post("/reset-password", object({{"token", token}, {"new_password", password}})).status;
    }
};

TEST(expectations, a_password_is_hashed_slowly_salted_and_never_cut_short)   // 1
{
    const Person person{fresh_email(), std::string(100, 'a')};
    const Person other{fresh_email(), std::string(100, 'a')};
    LONGS_EQUAL(200, auth.post("/register", person.credentials()).status);
    LONGS_EQUAL(200, auth.post("/register", other.credentials()).status);

    LONGS_EQUAL(401, login(person.email, std::string(99, 'a') + "b"));
    LONGS_EQUAL(401, login(person.email, std::string(99, 'a')));
    LONGS_EQUAL(200, login(person.email, person.password));
    const auto hashes = Sandbox::shared().sql("SELECT password_hash FROM account WHERE email IN ('" +
                                              person.email + "', '" + other.email + "')");
    CHECK(hashes.at(0).starts_with("$s1$") && hashes.at(0) != hashes.at(1));
}

TEST(expectations, secrets_appear_in_no_answer_and_no_log)   // 2
{
    const std::string secret = "Tr0ub4dor-" + fresh_email();
    const std::string email = fresh_email();
    const auto silent = [&](const std::string& path, const std::string& body) {
        CHECK_FALSE_TEXT(auth.post(path, body).body.contains(secret), path.c_str());
    };
    silent("/register", object({{"email", "nobody"}, {"password", secret}}));
    silent("/register", object({{"email", email}, {"password", secret}}));
    silent("/login", object({{"password", secret}}));
    silent("/login", object({{"email", email}, {"password", secret}}));
    silent("/reset-password", object({{"token", secret}, {"new_password", "x"}}));
    silent("/refresh", R"({"refresh_token":[")" + secret + R"("]})");
    silent("/login", "\"" + secret + "\"");
    silent("/login", R"({"email":"a","password":")" + secret + "\"");

    const Ran found = test::run({"grep", "-rF", secret, Sandbox::shared().directory() + "/log",
                                 Sandbox::shared().directory() + "/mail"});
    LONGS_EQUAL_TEXT(1, found.exit, found.out.c_str());
}

TEST(expectations, an_address_is_trimmed_and_its_case_does_not_matter)   // 3
{
    const Person person = newcomer();   // in lower case
    std::string loud = "P" + person.email.substr(1);
    loud.replace(loud.find('@'), std::string::npos, "@EXAMPLE.com");
    const Answer made =
        auth.post("/register", object({{"email", "  " + loud + " "}, {"password", person.password}}));

    STRCMP_EQUAL(("P" + person.email.substr(1)).c_str(), made.text("email").c_str());
    expect_detail(auth.post("/register", person.credentials()), 400, "Email already registered");
    LONGS_EQUAL(200, login(person.email, person.password));
    LONGS_EQUAL(200, login(loud + " ", person.password));
}

TEST(expectations, answers_to_known_and_unknown_addresses_have_the_same_headers)   // 4, 5
{
    const Person known = registered();
    const auto headers = [&](const std::string& path, const std::string& body) {
        std::string all;
        for (const auto& [name, value] : auth.post(path, body).headers)
            if (name != "date") all.append(name).append(": ").append(value).append("\n");
        return all;
    };
    for (const std::string path : {"/forgot-password", "/resend-verification"})
        STRCMP_EQUAL(headers(path, object({{"email", known.email}})).c_str(),
                     headers(path, object({{"email", fresh_email()}})).c_str());
    STRCMP_EQUAL(headers("/login", object({{"email", known.email}, {"password", "wrong"}})).c_str(),
                 headers("/login", newcomer().credentials()).c_str());
}

TEST(expectations, a_refresh_token_used_twice_ends_its_family_and_no_other)   // 6
{
    Mount strict = shipfastai(Sandbox::strict());
    const Person person = registered(Sandbox::strict());
    const Session one = signed_in(strict, person);
    const Session other = signed_in(strict, person);
    const auto again = [&](const std::string& token) {
        return strict.post("/refresh", object({{"refresh_token", token}}));
    };
    const Session successor = session_of(again(one.refresh));

    LONGS_EQUAL(401, again(one.refresh).status);
    LONGS_EQUAL(401, again(successor.refresh).status);
    LONGS_EQUAL(200, again(other.refresh).status);
}

TEST(expectations, no_token_passes_for_one_of_another_kind)   // 8
{
    const Person person = registered();
    const Session session = signed_in(auth, person);
    const std::string verify = verify_token(person), forgotten = reset_token(person);

    for (const std::string& token : {session.refresh, verify, forgotten})
        LONGS_EQUAL(401, auth.get("/me", token).status);
    for (const std::string& token : {session.access, verify, forgotten}) LONGS_EQUAL(401, refresh(token));
    for (const std::string& token : {session.access, session.refresh, verify})
        LONGS_EQUAL(400, reset(token, "brand new password"));
}

TEST(expectations, an_access_token_of_one_contract_is_good_at_another)
{
    const Session session = signed_in(auth, verified());

    LONGS_EQUAL(200, hydracore().get("/me", session.access).status);
}

TEST(expectations, a_token_made_by_hand_is_refused)   // 9
{
    const std::string token = signed_in(auth, registered()).access;
    const std::string key = signing_key(Sandbox::shared());
    const std::string header = header_of(token);
    const std::string claims = http::Json::copy(claims_of(token).view()).text();
    const auto me = [&](const std::string& made) { return auth.get("/me", made).status; };

    LONGS_EQUAL(200, me(forged(header, claims, key)));
    LONGS_EQUAL(401, me(tampered(token)));
    LONGS_EQUAL(401, me(forged(R"({"alg":"none","typ":"JWT"})", claims, "")));
    LONGS_EQUAL(401, me(forged(R"({"alg":"none","typ":"JWT","kid":"k1"})", claims, key)));
    LONGS_EQUAL(401, me(forged(R"({"alg":"HS512","typ":"JWT","kid":"k1"})", claims, key)));
    LONGS_EQUAL(401, me(forged(R"({"alg":"HS256","typ":"JWT","kid":"k2"})", claims, key)));
    LONGS_EQUAL(401, me(forged(header, claims, std::string(32, '\0'))));
    for (const auto& [name, value] : {std::pair{"exp", "1"},
                                      {"iss", R"("https://evil.example")"},
                                      {"exp", R"("x")"},
                                      {"aud", R"("other")"},
                                      {"typ", R"("refresh")"},
                                      {"iat", "99999999999"},
                                      {"sub", R"("00000000-0000-4000-8000-000000000000")"},
                                      {"sub", R"("' OR 1=1")"},
                                      {"sid", R"("no uuid")"},
                                      {"sub", "null"}})
        LONGS_EQUAL_TEXT(401, me(forged(header, with_claim(token, name, value), key)), name);
}

TEST(expectations, a_reset_ends_every_session)   // 10
{
    const Person person = registered();
    Mount other = hydracore();
    const Session one = signed_in(auth, person), two = signed_in(other, person);
    LONGS_EQUAL(200, reset(reset_token(person), "brand new password"));

    LONGS_EQUAL(401, refresh(one.refresh));
    LONGS_EQUAL(401, refresh(two.refresh));
    LONGS_EQUAL(401, auth.get("/me", one.access).status);
}

TEST(expectations, mailed_tokens_are_long_and_stored_as_digests)   // 11
{
    const Person person = registered();
    const std::string token = verify_token(person);

    LONGS_EQUAL(43, token.size());   // 256 bits
    LONGS_EQUAL(
        0, Sandbox::shared().sql("SELECT 1 FROM challenge c WHERE c::text LIKE '%" + token + "%'").size());
    LONGS_EQUAL(1, Sandbox::shared()
                       .sql("SELECT 1 FROM challenge WHERE token_digest = sha256(convert_to('" + token +
                            "', 'UTF8'))")
                       .size());
}

TEST(expectations, a_reset_that_fails_validation_spends_nothing)   // 12
{
    const std::string token = reset_token(registered());

    LONGS_EQUAL(422, reset(token, "short"));
    LONGS_EQUAL(200, reset(token, "long enough now"));
}

TEST(expectations, a_disabled_user_is_shut_out_of_every_contract_at_once)   // 16
{
    const Person person = verified();
    Mount other = hydracore();
    const Session one = signed_in(auth, person), two = signed_in(other, person);
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "disable", person.email}).exit);

    LONGS_EQUAL(401, auth.get("/me", one.access).status);
    LONGS_EQUAL(401, other.get("/me", two.access).status);
    LONGS_EQUAL(401, other.get("/me").status);
    LONGS_EQUAL(401, refresh(one.refresh));
    LONGS_EQUAL(403, login(person.email, person.password));
    LONGS_EQUAL(403, other.post("/login", person.credentials()).status);
}

TEST(expectations, a_deleted_user_is_shut_out_of_every_contract_at_once)   // 16
{
    const Person person = verified();
    Mount other = hydracore();
    const Session one = signed_in(auth, person), two = signed_in(other, person);
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "delete", person.email, "--yes"}).exit);

    LONGS_EQUAL(401, auth.get("/me", one.access).status);
    LONGS_EQUAL(401, other.get("/me", two.access).status);
    LONGS_EQUAL(401, bitcain().get("/profile", one.access).status);
    LONGS_EQUAL(401, mechamental().get("/me", one.access).status);
    LONGS_EQUAL(401, refresh(one.refresh));
    LONGS_EQUAL(401, login(person.email, person.password));
}

TEST(expectations, answers_with_tokens_are_not_to_be_stored)   // 17
{
    const Answer opened = auth.post("/login", registered().credentials());

    STRCMP_EQUAL("no-store", opened.header("cache-control").value_or("").c_str());
}

TEST(expectations, tokens_of_the_same_second_differ)   // 18
{
    const Person person = registered();
    const Session one = signed_in(auth, person), two = signed_in(auth, person);

    CHECK(one.access != two.access);
    CHECK(one.refresh != two.refresh);
}

TEST(expectations, sessions_outlive_a_restart_of_the_workers)   // 20
{
    const Session session = signed_in(auth, registered());
    const auto before = Sandbox::shared().worker_pids();
    Sandbox::shared().control({"workers", "restart"});

    CHECK(before != Sandbox::shared().worker_pids());
    LONGS_EQUAL(200, auth.get("/me", session.access).status);
    LONGS_EQUAL(200, refresh(session.refresh));
}

TEST(expectations, letters_can_be_read_in_a_directory_where_no_mail_server_is)   // 21
{
    const Sandbox& sandbox = Sandbox::shared();
    const Person person = registered();
    const Mail letter = sandbox.mailbox().wait_for(person.email);

    STRCMP_EQUAL(("maildir:" + sandbox.directory() + "/mail").c_str(), sandbox.setting("MAIL").c_str());
    STRCMP_EQUAL(person.email.c_str(), letter.header("To").c_str());
    CHECK_FALSE(letter.header("Subject").empty());
    CHECK(letter.link().starts_with("https://app.example.com/"));
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"token", letter.token()}})).status);
}
