#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_login)
{
    Mount auth = mechamental();
    Resident resident{auth};
};

TEST(mechamental_login, takes_the_name_or_the_address_in_any_case)
{
    std::string loud = resident.username;
    for (char& c : loud) c = char(std::toupper(static_cast<unsigned char>(c)));
    for (const std::string& name : {resident.username, loud, resident.person.email}) {
        const Answer answer =
            auth.post("/login", object({{"username", name}, {"password", resident.person.password}}));
        expect_shape(
            answer, 200,
            "access_token:string refresh_token:string token_type:string expires_in:number user:object");
        STRCMP_EQUAL(user_shape, shape(answer.json().view().find("user").value()).c_str());
    }
}

TEST(mechamental_login, notes_when_it_was)
{
    const Answer answer = auth.post("/login", resident.credentials());
    const http::JsonTree json = answer.json();
    const std::string said{json.view().find("user")->find("last_login")->text()};
    STRCMP_EQUAL(auth.get("/me", answer.text("access_token")).text("last_login").c_str(), said.c_str());
}

TEST(mechamental_login, refuses_unknown_names_and_wrong_passwords_alike)
{
    const Answer wrong =
        auth.post("/login", object({{"username", resident.username}, {"password", "wrong password"}}));
    const Answer unknown =
        auth.post("/login", object({{"username", "nobody-at-all"}, {"password", "wrong password"}}));
    const Answer empty = auth.post("/login", R"({"username":"","password":""})");
    for (const Answer& answer : {wrong, unknown, empty}) {
        expect_envelope(answer, 401, "AUTHENTICATION_FAILED");
        STRCMP_EQUAL(wrong.text("message").c_str(), answer.text("message").c_str());
    }
}

TEST(mechamental_login, refuses_who_was_disabled)
{
    LONGS_EQUAL(0, Sandbox::shared().latchkey({"user", "disable", resident.person.email}).exit);
    expect_envelope(auth.post("/login", resident.credentials()), 403, "FORBIDDEN",
                    R"({"required_permission":"account:login"})");
    expect_envelope(auth.get("/me", resident.session.access), 401, "AUTHENTICATION_FAILED");
}

TEST(mechamental_login, is_limited_in_the_envelope)
{
    const Sandbox& sandbox = Sandbox::strict();
    Mount strict = mechamental(sandbox);
    sandbox.sql("DELETE FROM budget");
    const std::string body = object({{"username", "guessed-name"}, {"password", "wrong password"}});
    for (int i = 0; i < 10; ++i) LONGS_EQUAL(401, strict.post("/login", body).status);

    const Answer answer = strict.post("/login", body);
    const std::string wait = answer.header("retry-after").value_or("no Retry-After");
    expect_envelope(answer, 429, "RATE_LIMIT_EXCEEDED", R"({"retry_after":)" + wait + "}");
    STRCMP_EQUAL("Too many requests. Please try again later.", answer.text("message").c_str());
}
