// A house with people in it who have everything that rows ask for, for tests that go through all of them.
#pragma once
#include <string>

#include "tests/handlers/administration/desk.h"
#include "tests/handlers/orgs/society.h"
#include "tests/handlers/vault/owner.h"

namespace test {

// One house with a past: Ann, who owns Acme; Bob, who belongs to nothing.
struct Stage {
    // further: settings, as House has them
    explicit Stage(const sys::Environment& further = {}) : society{with_secrets(further)} {}

    Society society;
    House& house = society.house;
    std::string ann = society.person("ann@example.com");
    std::string bob = society.person("bob@example.com");
    std::string acme = society.org("Acme", ann);
    std::string new_password = "a new horse battery";

    http::Response call(const char* contract, const char* method, const std::string& path,
                        const std::string& body = {}, const std::string& bearer = {}) const
    {
        auto asked = request(contract, method, path, body);
        if (!bearer.empty()) asked.authorization = "Bearer " + bearer;
        return house.send(asked);
    }
    std::string id(const char* name) { return society.id(name + std::string{"@example.com"}); }
    std::string linked(const char* name)   // to an account elsewhere
    {
        return house.sql(
            "INSERT INTO identity (account_id, provider, issuer, subject)"
            " SELECT id, 'acme', 'https://acme.example', id::text FROM account WHERE email = '" +
            std::string{name} + "@example.com' RETURNING id");
    }
    std::string newest_session()
    {
        return house.sql("SELECT id FROM session ORDER BY created_at DESC LIMIT 1");
    }
    std::string mailed(const char* name, const char* letter)
    {
        return house.mailed_token(name + std::string{"@example.com"}, letter);
    }
    // The token of the letter about a device that was not seen before.
    std::string alarm(const char* name)
    {
        house.sql("UPDATE known_device SET seen_at = '-infinity'");
        house.login(name + std::string{"@example.com"});
        return mailed(name, "new_device");
    }
    std::string key()
    {
        const auto stored = call("bitcain-keys", "POST", "/",
                                 R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})", ann);
        return Owner::text(stored, "id");
    }
    void provider(const char* name)   // of exchanges, whom nobody can reach
    {
        house.service().providers = {{.name = name, .url = "https://localhost:1/"}};
    }
    std::string invite(const char* name)
    {
        const auto email = name + std::string{"@example.com"};
        call("latchkey", "POST", "/orgs/" + acme + "/invites", json({{"email", email}}), ann);
        return society.invite_token(email);
    }
    std::string members() const { return "/orgs/" + acme + "/members"; }
    void cli(const std::string& sentence) { administer(house, sentence, false, new_password); }

private:
    static sys::Environment with_secrets(sys::Environment settings)
    {
        settings.insert({{"SEAL_KEYS", seal_key}, {"KYC_SECRET", "provider-secret"}});
        return settings;
    }
};

// {"email":"NAME@example.com","password":"..."}
inline std::string login_of(const char* name, const char* password = good_password)
{
    return json({{"email", name + std::string{"@example.com"}}, {"password", password}});
}

}   // namespace test
