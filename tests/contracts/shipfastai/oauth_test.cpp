#include "tests/contracts/oauth_world.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

std::string location(const Answer& answer)
{
    return answer.header("location").value_or("");
}

std::string rows(const std::string& table)
{
    return world().sandbox().sql("SELECT count(*) FROM " + table).at(0);
}

// What a refused sign-in must leave as it was.
std::string everything()
{
    return rows("account") + " " + rows("identity") + " " + rows("session");
}

std::string fresh_id()
{
    static int last = 1000;
    return std::to_string(++last);
}

}   // namespace

TEST_GROUP(shipfastai_oauth)
{
    Mount auth = world().auth();

    // Sent to the front end with tokens that are good; the user behind them.
    Answer arrived(const Answer& answer)
    {
        LONGS_EQUAL_TEXT(303, answer.status, answer.body.c_str());
        CHECK(location(answer).starts_with("https://app.example.com/auth/callback?access_token="));
        STRCMP_EQUAL("no-referrer", answer.header("referrer-policy").value().c_str());
        STRCMP_EQUAL("no-store", answer.header("cache-control").value().c_str());
        const Answer user = auth.get("/me", parameter(location(answer), "access_token"));
        LONGS_EQUAL(200, user.status);
        const Answer fresh =
            auth.post("/refresh", object({{"refresh_token", parameter(location(answer), "refresh_token")}}));
        LONGS_EQUAL(200, fresh.status);
        return user;
    }
    static void refused(const Answer& answer, int status, const char* detail)
    {
        expect_detail(answer, status, detail);
        LONGS_EQUAL(0, answer.all("set-cookie").size());
        STRCMP_EQUAL("", location(answer).c_str());
    }
};

TEST(shipfastai_oauth, begins_with_an_address_and_a_state)
{
    const Answer begun = auth.get("/oauth/acme");
    expect_shape(begun, 200, "authorization_url:string state:string");
    const std::string url = begun.text("authorization_url");
    CHECK(url.starts_with(world().issuer() + "/auth?"));
    STRCMP_EQUAL(begun.text("state").c_str(), parameter(url, "state").c_str());
    STRCMP_EQUAL("rsa", parameter(url, "client_id").c_str());
    STRCMP_EQUAL((world().sandbox().base() + "/api/auth/callback/acme").c_str(),
                 parameter(url, "redirect_uri").c_str());
    LONGS_EQUAL(1, begun.all("set-cookie").size());
    CHECK(begun.header("set-cookie").value().contains("; HttpOnly; SameSite=Lax"));
    refused(auth.get("/oauth/google"), 400, "OAuth provider not available");
    refused(auth.get("/oauth/nobody"), 400, "OAuth provider not available");
}

TEST(shipfastai_oauth, signs_in_with_an_openid_provider_nobody_here_wrote)
{
    const std::string email = fresh_email();
    const Answer user = arrived(world().sign_in(auth, "acme", email));
    STRCMP_EQUAL(email.c_str(), user.text("email").c_str());
    STRCMP_EQUAL(("The real " + email).c_str(), user.text("full_name").c_str());
    STRCMP_EQUAL("acme", user.text("oauth_provider").c_str());
    STRCMP_CONTAINS(R"("is_verified":true)", user.body.c_str());
    const Answer again = arrived(world().sign_in(auth, "acme", email));
    STRCMP_EQUAL(user.text("id").c_str(), again.text("id").c_str());
    // The same person, though by another client and ES256.
    const Answer ellipse = arrived(world().sign_in(auth, "ellipse", email));
    STRCMP_EQUAL(user.text("id").c_str(), ellipse.text("id").c_str());
}

TEST(shipfastai_oauth, signs_in_with_github)
{
    const std::string id = fresh_id();
    const Answer user = arrived(world().by_hub(auth, "fine.fine." + id));
    STRCMP_EQUAL(("user-" + id + "@example.com").c_str(), user.text("email").c_str());
    STRCMP_EQUAL(("https://avatars.example/" + id).c_str(), user.text("avatar_url").c_str());
    STRCMP_EQUAL("github", user.text("oauth_provider").c_str());
    const Answer full =
        arrived(world().by_hub(auth, "emails.full." + fresh_id()));   // 256 kB are not too much
    STRCMP_EQUAL("github", full.text("oauth_provider").c_str());
}

TEST(shipfastai_oauth, links_whom_both_sides_verified)
{
    const Person person = verified(world().sandbox());
    const Session session = signed_in(auth, person);
    const Answer user = arrived(world().sign_in(auth, "acme", person.email));
    STRCMP_EQUAL(auth.get("/me", session.access).text("id").c_str(), user.text("id").c_str());
    signed_in(auth, person);
    STRCMP_CONTAINS(
        "can now also be signed in to",
        world().sandbox().mailbox().wait_for_subject(person.email, "A new way to sign in").text().c_str());
}

TEST(shipfastai_oauth, leaves_nothing_to_who_registered_an_address_that_is_another_persons)
{
    const Person squatter = registered(world().sandbox());
    const Session session = signed_in(auth, squatter);
    arrived(world().sign_in(auth, "acme", squatter.email));
    expect_detail(auth.get("/me", session.access), 401, "Not authenticated");
    expect_detail(auth.post("/refresh", object({{"refresh_token", session.refresh}})), 401,
                  "Invalid or expired refresh token");
    expect_detail(auth.post("/login", squatter.credentials()), 401, "Incorrect email or password");
    expect_detail(
        auth.post("/verify-reset-token", object({{"token", verify_token(squatter, world().sandbox())}})), 400,
        "Invalid or expired reset token");
}

TEST(shipfastai_oauth, links_nothing_to_an_address_the_provider_did_not_verify)
{
    const std::string before = everything();
    refused(world().sign_in(auth, "acme", "unproven-person"), 403,
            "The OAuth provider knows no verified email address");
    refused(world().by_hub(auth, "emails.unproven." + fresh_id()), 403,
            "The OAuth provider knows no verified email address");
    STRCMP_EQUAL(before.c_str(), everything().c_str());
}

TEST(shipfastai_oauth, says_so_when_a_person_turns_back)
{
    const Answer begun = auth.get("/oauth/acme");
    const std::string path = world().turn_back(begun.text("authorization_url"));
    STRCMP_EQUAL("access_denied", parameter(path, "error").c_str());
    refused(auth.get(path), 400, "Sign-in was not completed");
}

TEST(shipfastai_oauth, takes_no_state_that_is_missing_foreign_used_or_old)
{
    const std::string before = everything();
    LONGS_EQUAL(422, auth.get("/callback/acme").status);
    LONGS_EQUAL(422, auth.get("/callback/acme?code=x").status);
    refused(auth.get("/callback/acme?code=x&state=y"), 400, "Invalid or expired state");
    const Answer begun = auth.get("/oauth/acme");
    const std::string path = world().consent(begun.text("authorization_url"), fresh_email());
    Mount other = world().auth();
    refused(other.get(path), 400, "Invalid or expired state");   // without a cookie
    other.get("/oauth/acme");
    refused(other.get(path), 400, "Invalid or expired state");   // with its own
    refused(auth.get("/callback/ellipse" + path.substr(path.find('?'))), 400, "Invalid or expired state");
    refused(auth.get("/callback/github" + path.substr(path.find('?'))), 400, "Invalid or expired state");
    STRCMP_EQUAL(before.c_str(), everything().c_str());
    arrived(auth.get(path));
    refused(auth.get(path), 400, "Invalid or expired state");
    const Answer late = auth.get("/oauth/acme");
    const std::string too_late = world().consent(late.text("authorization_url"), fresh_email());
    world().sandbox().sql("UPDATE oauth_flow SET expires_at = now()");
    refused(auth.get(too_late), 400, "Invalid or expired state");
}

TEST(shipfastai_oauth, takes_no_code_of_another_sign_in)
{
    const std::string before = everything();
    const Answer first = auth.get("/oauth/acme");
    const std::string path = world().consent(first.text("authorization_url"), fresh_email());
    const Answer second = auth.get("/oauth/acme");
    const std::string iss = "&iss=" + world().issuer();
    refused(
        auth.get("/callback/acme?code=" + parameter(path, "code") + "&state=" + second.text("state") + iss),
        400,
        "Sign-in was not completed");   // another verifier
    const Answer third = auth.get("/oauth/acme");
    refused(auth.get("/callback/acme?code=made-up&state=" + third.text("state") + iss), 400,
            "Sign-in was not completed");
    const Answer fourth = auth.get("/oauth/acme");   // which names itself, so the name must be there
    refused(auth.get("/callback/acme?code=x&state=" + fourth.text("state")), 400,
            "Sign-in was not completed");
    const Answer fifth = auth.get("/oauth/acme");
    refused(auth.get("/callback/acme?code=x&iss=https://evil.example&state=" + fifth.text("state")), 400,
            "Sign-in was not completed");
    STRCMP_EQUAL(before.c_str(), everything().c_str());
}

TEST(shipfastai_oauth, lets_no_request_say_where_the_browser_goes)
{
    const Answer begun = auth.send(
        {"GET",
         "/oauth/acme?redirect_uri=https://evil.example/&next=https://evil.example/&scope=admin",
         {},
         {"Host: evil.example", "X-Forwarded-Host: evil.example", "Referer: https://evil.example/"}});
    CHECK(!begun.body.contains("evil"));
    const std::string path = world().consent(begun.text("authorization_url"), fresh_email());
    const Answer answer = auth.send({"GET",
                                     path + "&redirect_uri=https://evil.example/&next=//evil.example",
                                     {},
                                     {"X-Forwarded-Host: evil.example"}});
    CHECK(location(answer).starts_with("https://app.example.com/auth/callback?"));
}

// A provider that misbehaves causes the contract's own error and nothing else, at each of its three answers.
TEST(shipfastai_oauth, withstands_a_provider_that_misbehaves)
{
    const std::string before = everything();
    for (const char* what : {"array", "redirect", "bomb", "html", "large", "endless", "empty", "half",
                             "closed", "cut", "broken", "null", "latin", "deep", "none"})
        for (const char* step : {"token", "user", "emails"}) {
            const std::string code = std::string{step} + "." + what + "." + fresh_id();
            const Answer answer = world().by_hub(auth, code);
            if (code.starts_with("emails.none"))
                refused(answer, 403, "The OAuth provider knows no verified email address");
            else
                LONGS_EQUAL_TEXT(502, answer.status, (code + ": " + answer.body).c_str());
            if (answer.status == 502) refused(answer, 502, "The OAuth provider did not answer as it should");
        }
    for (const char* code :
         {"token.twice.", "user.twice.", "token.text.", "user.text.", "token.header.", "user.header."})
        refused(world().by_hub(auth, code + fresh_id()), 502,
                "The OAuth provider did not answer as it should");
    refused(world().by_hub(auth, "emails.text." + fresh_id()), 502,
            "The OAuth provider did not answer as it should");
    refused(world().by_hub(auth, "emails.secondary." + fresh_id()), 403,
            "The OAuth provider knows no verified email address");
    STRCMP_EQUAL(before.c_str(), everything().c_str());
}

TEST(shipfastai_oauth, waits_for_a_provider_for_seconds_and_no_longer)
{
    const std::string before = everything();
    for (const char* code : {"token.silence.", "user.drip."}) {
        const auto start = std::chrono::steady_clock::now();
        refused(world().by_hub(auth, code + fresh_id()), 502,
                "The OAuth provider did not answer as it should");
        const auto taken = std::chrono::steady_clock::now() - start;
        CHECK(taken > std::chrono::seconds{4} && taken < std::chrono::seconds{8});
    }
    STRCMP_EQUAL(before.c_str(), everything().c_str());
}
