// A house with people who belong to organisations, for the tests of orgs/.
#pragma once
#include <chrono>
#include <string>
#include <thread>

#include "fcgi/sys/encoding.h"
#include "handlers/tokens/challenge.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/house.h"

namespace test {

class Society {
public:
    explicit Society(const sys::Environment& settings = {}) : house{settings} {}

    House house;

    // A verified account; gives its access token.
    std::string person(const std::string& email)
    {
        house.enrol(email, good_password, true);
        return house.login(email).access;
    }
    std::string id(const std::string& email)
    {
        return house.sql("SELECT id FROM account WHERE email_key = email_key('" + email + "')");
    }
    // An organisation, its only member that owner.
    std::string org(const std::string& name, const std::string& owner_token)
    {
        return member(post("/orgs", json({{"name", name}}), owner_token), "org_id");
    }
    void join(const std::string& org, const std::string& email, const std::string& role)
    {
        house.sql("INSERT INTO membership (org_id, account_id, role) VALUES ('" + org + "', '" + id(email) +
                  "', '" + role + "')");
    }
    std::string role(const std::string& org, const std::string& email)
    {
        return house.sql("SELECT role FROM membership WHERE org_id = '" + org + "' AND account_id = '" +
                         id(email) + "'");
    }
    // The token of the newest invite to the address, as the mailer would write it.
    std::string invite_token(const std::string& email)
    {
        const std::string of = " FROM invite WHERE email = '" + email + "' ORDER BY created_at DESC LIMIT 1";
        const auto seed = sys::from_hex(house.sql("SELECT encode(seed, 'hex')" + of)).value();
        return tokens::secrets_of(house.service().keys, house.sql("SELECT kid" + of), seed).value().token;
    }
    http::Response call(const std::string& method, const std::string& path, const std::string& body,
                        const std::string& bearer) const
    {
        auto asked = request("latchkey", method, path, body);
        asked.authorization = "Bearer " + bearer;
        return house.send(asked);
    }
    http::Response post(const std::string& path, const std::string& body, const std::string& bearer) const
    {
        return call("POST", path, body, bearer);
    }
    http::Response get(const std::string& path, const std::string& bearer) const
    {
        return call("GET", path, {}, bearer);
    }
};

// Callers who all have read and now wait for the same row, as close as callers can come to each other. taken:
// the statement that takes the row, undone once six wait: at most as many as the pool has connections.
template <class Call>
auto crowd_behind(House& house, const std::string& taken, Call call, int size = 6)
{
    constexpr int waiting = 6;
    house.sql("BEGIN");
    house.sql(taken);
    std::jthread release{[&] {
        for (int i = 0; i < 500; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
            if (std::stoi(house.sql("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")) >= waiting)
                break;
        }
        house.sql("ROLLBACK");
    }};
    return crowd(size, call);
}

}   // namespace test
