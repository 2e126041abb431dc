#include "tests/harness/people.h"

#include "fcgi/http/json.h"

#include <CppUTest/TestHarness.h>

namespace test {

std::string object(std::initializer_list<std::pair<const char*, std::string_view>> members)
{
    http::Json made;
    for (const auto& [name, value] : members) made.with(name, value);
    return made.text();
}

std::string Person::credentials() const
{
    return object({{"email", email}, {"password", password}});
}

std::string fresh_email()
{
    static int made = 0;
    return "person-" + std::to_string(++made) + "@example.com";
}

Person newcomer()
{
    const std::string email = fresh_email();
    return {email, "long enough for " + email};
}

Person registered(const Sandbox& sandbox)
{
    const Person person = newcomer();
    const Answer answer = shipfastai(sandbox).post("/register", person.credentials());
    LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    return person;
}

Person verified(const Sandbox& sandbox)
{
    const Person person = registered(sandbox);
    const Ran ran = sandbox.latchkey({"user", "verify", person.email});
    LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
    return person;
}

Session session_of(const Answer& answer)
{
    LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    Session session{answer.text("access_token"), answer.text("refresh_token")};
    CHECK_FALSE_TEXT(session.access.empty() || session.refresh.empty(), answer.body.c_str());
    return session;
}

Session signed_in(Mount& mount, const Person& person)
{
    return session_of(mount.post("/login", person.credentials()));
}

std::string verify_token(const Person& person, const Sandbox& sandbox)
{
    return sandbox.mailbox().wait_for_subject(person.email, "Confirm your e-mail address").token();
}

std::string reset_token(const Person& person, const Sandbox& sandbox)
{
    constexpr std::string_view subject = "Reset your password";
    const std::size_t before = sandbox.mailbox().to(person.email, subject).size();
    const Answer answer = shipfastai(sandbox).post("/forgot-password", object({{"email", person.email}}));
    LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    return sandbox.mailbox().wait_for_subject(person.email, subject, before + 1).token();
}

}   // namespace test
