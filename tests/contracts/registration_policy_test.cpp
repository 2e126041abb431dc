// Who may register, said once for the server, holds for every contract that registers.
#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

std::string invite(const Sandbox& sandbox, const std::string& email)
{
    const Ran ran = sandbox.latchkey({"--json", "invite", "create", "--email", email});
    LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
    return std::string{http::parse_json(ran.out)->view().find("token")->text()};
}

const char* const said_by_bitcain = R"({"success":false,"user":null,"session":null,)"
                                    R"("error":"Registration is closed","detail":"Registration is closed"})";

}   // namespace

TEST_GROUP(registration_policy){
    // Nobody gets an account, whatever they add to their request.
    void shuts_out(const Sandbox& sandbox, const Visitor& visitor, const std::string& body){
        const std::string before = sandbox.sql("SELECT count(*) FROM account").at(0);
expect_detail(shipfastai(sandbox).post("/register", body), 403, "Registration is closed");
expect_detail(hydracore(sandbox).post("/register", body), 403, "Registration is closed");
expect(bitcain(sandbox).post("/signup", body), 403, said_by_bitcain);
expect_envelope(mechamental(sandbox).post("/register", visitor.registration()), 403, "FORBIDDEN",
                R"({"required_permission":"account:create"})");
STRCMP_EQUAL(before.c_str(), sandbox.sql("SELECT count(*) FROM account").at(0).c_str());
LONGS_EQUAL(0, sandbox.sql("SELECT 1 FROM outbox WHERE letter = 'verify_email'").size());
}
void shuts_out(const Sandbox& sandbox)
{
    const Visitor visitor;
    shuts_out(sandbox, visitor, visitor.person.credentials());
    shuts_out(sandbox, visitor,
              object({{"email", visitor.person.email},
                      {"password", visitor.person.password},
                      {"invite_token", invite(sandbox, visitor.person.email)}}));
    expect(mechamental(sandbox).get("/config"), 200, R"({"allow_registration":false})");
}
// Those who have an account are not meant.
void lets_in(const Sandbox& sandbox, const Person& person)
{
    for (const auto& contract : {shipfastai, hydracore, bitcain})
        LONGS_EQUAL(200, contract(sandbox).post("/login", person.credentials()).status);
    LONGS_EQUAL(200, mechamental(sandbox)
                         .post("/login", object({{"username", person.email}, {"password", person.password}}))
                         .status);
}
}
;

TEST(registration_policy, closed_shuts_out_everyone_at_every_contract)
{
    const Sandbox sandbox{{{"LATCHKEY_REGISTRATION", "closed"}}};
    shuts_out(sandbox);
    Visitor invited;
    expect_envelope(
        mechamental(sandbox).post("/register", invited.registration(invite(sandbox, invited.person.email))),
        403, "FORBIDDEN", R"({"required_permission":"account:create"})");
    STRCMP_CONTAINS(R"("registration":"closed")", shipfastai(sandbox).get("/config").body.c_str());

    const Person made = newcomer();
    LONGS_EQUAL(0, sandbox.latchkey({"user", "create", made.email}, made.password + "\n").exit);
    lets_in(sandbox, made);
}

TEST(registration_policy, by_invite_shuts_out_who_has_none_and_contracts_that_know_none)
{
    const Sandbox sandbox{{{"LATCHKEY_REGISTRATION", "invite"}}};
    shuts_out(sandbox);
    STRCMP_CONTAINS(R"("registration":"invite")", shipfastai(sandbox).get("/config").body.c_str());

    const Visitor invited;
    LONGS_EQUAL(200, mechamental(sandbox)
                         .post("/register", invited.registration(invite(sandbox, invited.person.email)))
                         .status);
    lets_in(sandbox, invited.person);
    const Person other = newcomer();
    const auto with = [&](const std::string& token) {
        return object({{"email", other.email}, {"password", other.password}, {"invite_token", token}});
    };
    Mount auth = shipfastai(sandbox);   // latchkey's rows stand beside it
    expect_detail(auth.post("/accounts", other.credentials()), 403, "Registration is closed");
    expect_detail(auth.post("/accounts", with("nonsense")), 400, "Invalid or expired invite");
    LONGS_EQUAL(200, auth.post("/accounts", with(invite(sandbox, other.email))).status);
    lets_in(sandbox, other);
}
