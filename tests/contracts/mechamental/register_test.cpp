#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_register)
{
    Mount auth = mechamental();
    Visitor visitor;
};

TEST(mechamental_register, opens_a_session_and_shows_the_user)
{
    const Answer answer = auth.post("/register", visitor.registration());

    expect_shape(answer, 200,
                 "access_token:string refresh_token:string token_type:string expires_in:number user:object");
    const http::JsonTree json = answer.json();
    const auto user = json.view().find("user").value();
    STRCMP_EQUAL(user_shape, shape(user).c_str());
    STRCMP_EQUAL(visitor.username.c_str(), std::string{user.find("username")->text()}.c_str());
    CHECK_FALSE(user.find("is_verified")->truth());
    LONGS_EQUAL(0, user.find("roles")->size());
    STRCMP_EQUAL("bearer", answer.text("token_type").c_str());
    CHECK(json.view().find("expires_in")->integer().value() > 0);
    CHECK_FALSE(verify_token(visitor.person).empty());
}

TEST(mechamental_register, refuses_an_address_or_a_name_that_is_taken)
{
    LONGS_EQUAL(200, auth.post("/register", visitor.registration()).status);

    Visitor same_name, same_address;
    same_name.username = "PERSON" + visitor.username.substr(6);
    same_address.person.email = visitor.person.email;
    expect_envelope(auth.post("/register", same_name.registration()), 409, "CONFLICT");
    expect_envelope(auth.post("/register", same_address.registration()), 409, "CONFLICT");
}

TEST(mechamental_register, takes_names_of_3_to_50_characters)
{
    const auto status = [&](const std::string& name) {
        Visitor named;
        named.username = name;
        return auth.post("/register", named.registration()).status;
    };
    const std::string own = visitor.username;
    LONGS_EQUAL(422, status("ab"));
    LONGS_EQUAL(200, status(own + std::string(50 - own.size(), 'x')));
    LONGS_EQUAL(422, status(own + std::string(51 - own.size(), 'x')));
    LONGS_EQUAL(422, status(" " + own));
    LONGS_EQUAL(409, status("somebody@example.com"));
}

TEST(mechamental_register, lists_every_field_that_is_missing_in_five_keys)
{
    expect(auth.post("/register", "{}"), 422,
           R"({"detail":[{"type":"missing","loc":["body","email"],"msg":"Field required","input":null},)"
           R"({"type":"missing","loc":["body","username"],"msg":"Field required","input":null},)"
           R"({"type":"missing","loc":["body","password"],"msg":"Field required","input":null}]})");
    const Answer weak = auth.post(
        "/register",
        object({{"email", visitor.person.email}, {"username", visitor.username}, {"password", "geheim7"}}));
    LONGS_EQUAL(422, weak.status);
    CHECK_FALSE(weak.body.contains("geheim7"));
}

TEST(mechamental_register, ignores_what_nobody_may_set)
{
    std::string body = visitor.registration();
    body.pop_back();
    const Answer answer =
        auth.post("/register", body + R"(,"roles":["admin"],"is_verified":true,"user_id":"x"})");

    LONGS_EQUAL(200, answer.status);
    CHECK(answer.body.contains(R"("roles":[])"));
    CHECK(answer.body.contains(R"("is_verified":false)"));
}

TEST(mechamental_register, makes_one_user_of_many_at_once)
{
    int won = 0;
    for (const Answer& answer : auth.post_at_once(8, "/register", visitor.registration())) {
        if (answer.status == 200)
            ++won;
        else
            expect_envelope(answer, 409, "CONFLICT");
    }
    LONGS_EQUAL(1, won);
}

TEST(mechamental_register, refuses_an_invite_of_another_address)
{
    const Ran ran = Sandbox::shared().latchkey({"--json", "invite", "create", "--email", fresh_email()});
    const auto invite = http::parse_json(ran.out);
    const std::string token{invite->view().find("token")->text()};

    expect_envelope(auth.post("/register", visitor.registration(token)), 403, "FORBIDDEN",
                    R"({"required_permission":"account:create"})");
}

TEST(mechamental_register, needs_an_invite_where_the_server_says_so)
{
    const Sandbox sandbox{{{"LATCHKEY_REGISTRATION", "invite"}}};
    Mount invited = mechamental(sandbox);
    expect(invited.get("/config"), 200, R"({"allow_registration":false})");
    expect_envelope(invited.post("/register", visitor.registration()), 403, "FORBIDDEN",
                    R"({"required_permission":"account:create"})");

    const std::string org = "Acme";
    LONGS_EQUAL(0, sandbox.latchkey({"org", "create", org}).exit);
    const Ran ran =
        sandbox.latchkey({"--json", "invite", "create", "--email", visitor.person.email, "--org", org});
    const auto invite = http::parse_json(ran.out);
    const std::string token{invite->view().find("token")->text()};
    int won = 0;
    for (const Answer& answer : invited.post_at_once(50, "/register", visitor.registration(token)))
        won += answer.status == 200;
    LONGS_EQUAL(1, won);
    expect(invited.get("/invite-info?token=" + token), 200, R"({"email":"","valid":false})");
    const Session session = session_of(invited.post("/login", visitor.credentials()));
    const std::string id{invite->view().find("org_id")->text()};
    STRCMP_EQUAL(id.c_str(),
                 invited.send(with_bearer("POST", "/switch-org", object({{"org_id", id}}), session.access))
                     .text("org_id")
                     .c_str());
}
