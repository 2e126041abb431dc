// What Bitcain's answers hold, for the tests of this folder and its neighbours.
#pragma once
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

namespace bitcain_auth {

inline constexpr const char* auth_shape = "success:boolean user:object session:object error:null";

// A string inside one of the answer's objects; "" when absent.
inline std::string inner(const test::Answer& answer, std::string_view object, std::string_view member)
{
    const http::JsonTree body = answer.json();
    const auto found = body.view().find(object);
    const auto value = found ? found->find(member) : std::nullopt;
    return value ? std::string{value->text()} : std::string{};
}

inline std::int64_t expires_at(const test::Answer& answer)
{
    const http::JsonTree body = answer.json();
    return body.view().find("session")->find("expires_at")->integer().value_or(0);
}

inline test::Session session_in(const test::Answer& answer)
{
    return {inner(answer, "session", "access_token"), inner(answer, "session", "refresh_token")};
}

inline test::Session signed_up(test::Mount& auth, const test::Person& person)
{
    return session_in(auth.post("/signup", person.credentials()));
}

// A failure of the business: both styles.
inline std::string refusal(const std::string& words)
{
    return R"({"success":false,"user":null,"session":null,"error":")" + words + R"(","detail":")" + words +
           "\"}";
}

}   // namespace bitcain_auth
