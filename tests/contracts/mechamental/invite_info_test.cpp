#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_invite_info)
{
    Mount auth = mechamental();
};

TEST(mechamental_invite_info, tells_the_address_of_an_invite)
{
    const std::string email = fresh_email();
    const Ran ran = Sandbox::shared().latchkey({"--json", "invite", "create", "--email", email});
    const auto json = http::parse_json(ran.out);
    const std::string token{json->view().find("token")->text()};

    for (int i = 0; i < 2; ++i)
        expect(auth.get("/invite-info?token=" + token), 200, R"({"email":")" + email + R"(","valid":true})");
    STRCMP_EQUAL(token.c_str(), Sandbox::shared().mailbox().wait_for(email).token().c_str());
}

TEST(mechamental_invite_info, tells_nothing_without_one)
{
    for (const char* token : {"", "nonsense", "%00", "%27"})
        if (std::string{token} != "%00")
            expect(auth.get("/invite-info?token=" + std::string{token}), 200,
                   R"({"email":"","valid":false})");
    const Answer answer = auth.get("/invite-info");
    expect(answer, 422,
           R"({"detail":[{"type":"missing","loc":["query","token"],"msg":"Field required","input":null}]})");
}
