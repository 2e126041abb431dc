// What the tests of this contract say alike: its people, who have names, and its envelope.
#pragma once
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

namespace test {

inline constexpr const char* user_shape =
    "user_id:string email:string username:string full_name:null auth_provider:string is_active:boolean "
    "is_verified:boolean roles:array avatar_url:null bio:null timezone:null locale:null preferences:object "
    "settings:object created_at:string updated_at:string last_login:string default_workspace_id:null";

struct Visitor {
    Person person = newcomer();
    std::string username = person.email.substr(0, person.email.find('@'));

    std::string registration(std::string_view invite = {}) const
    {
        return object({{"email", person.email},
                       {"username", username},
                       {"password", person.password},
                       {"invite_token", invite}});
    }
    std::string credentials() const
    {
        return object({{"username", username}, {"password", person.password}});
    }
};

// A visitor who has registered, and the session that opened.
struct Resident : Visitor {
    Session session;

    explicit Resident(Mount& mount) : session{session_of(mount.post("/register", registration()))} {}
};

// The whole envelope; details as JSON.
void expect_envelope(const Answer& answer, int status, std::string_view code, std::string_view details = "{}",
                     const Here& at = Here::current());

// 200 and a body that says nothing.
void expect_null(const Answer& answer, const Here& at = Here::current());

Sent with_bearer(const std::string& method, const std::string& path, const std::string& body,
                 const std::string& bearer);

}   // namespace test
