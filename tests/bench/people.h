// Who the load generator is: accounts with a session each, put into the database by SQL, and their tokens.
// They all have the same password.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "fcgi/crypto/keyring.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/config.h"

namespace bench {

inline constexpr const char* password = "correct horse battery";

// Makes accounts until there are that many, each with a session that lives.
void settle(db::Pool& pool, const sys::Config& config, std::int64_t count);

struct Person {
    std::string email;
    std::string access;    // token
    std::string refresh;   // token
};

// That many of them, chosen anew each time.
std::vector<Person> choose(db::Pool& pool, const sys::Config& config, std::int64_t count);

// Requests to the mount /api/auth as bytes of HTTP/1.1.
std::string me(const Person& person);
std::string guarded(const Person& person);   // /page, with the cookie of a browser
std::string refresh(const Person& person);
std::string login(const Person& person);

// The next refresh token, as an answer brings it; empty when it has none.
std::string refresh_token(std::string_view body);

}   // namespace bench
