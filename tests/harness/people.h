// The people of the tests: addresses nobody had before, accounts, what they send.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "tests/harness/mount.h"
#include "tests/harness/sandbox.h"

namespace test {

// A JSON object of strings.
std::string object(std::initializer_list<std::pair<const char*, std::string_view>> members);

struct Person {
    std::string email;
    std::string password;

    std::string credentials() const;   // {"email":...,"password":...}
};

std::string fresh_email();                                       // in lower case, at example.com
Person newcomer();                                               // has no account yet
Person registered(const Sandbox& sandbox = Sandbox::shared());   // by shipfastai, so a letter is on its way
Person verified(const Sandbox& sandbox = Sandbox::shared());     // and verified by the sysadmin

struct Session {
    std::string access;
    std::string refresh;
};

// Fails the test when the answer opened none.
Session session_of(const Answer& answer);
Session signed_in(Mount& mount, const Person& person);

// The token of the newest letter to the address: the link to verify it, or to reset the password after asking
// for one.
std::string verify_token(const Person& person, const Sandbox& sandbox = Sandbox::shared());
std::string reset_token(const Person& person, const Sandbox& sandbox = Sandbox::shared());

}   // namespace test
