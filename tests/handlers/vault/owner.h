// An account that keeps keys in the vault, as the tests of this folder drive it.
#pragma once
#include <string>

#include "tests/handlers/house.h"

namespace test {

inline const std::string seal_key = signing_key("seal");

class Owner {
public:
    Owner(House& house, const std::string& email) : house_{house}
    {
        house.enrol(email);
        access = house.login(email).access;
    }

    http::Response send(const std::string& method, const std::string& path,
                        const std::string& body = {}) const
    {
        auto asked = request("bitcain-keys", method, path, body);
        asked.authorization = "Bearer " + access;
        return house_.send(asked);
    }
    // The id of the new key.
    std::string store(
        const std::string& body = R"({"exchange":"acme","api_key":"key-12345678","secret":"s3cret"})") const
    {
        return text(send("POST", "/", body), "id");
    }
    http::Response decrypt(const std::string& id) const { return send("POST", "/" + id + "/decrypt"); }

    // A string of the answer's data.
    static std::string text(const http::Response& response, std::string_view name)
    {
        const auto body = http::parse_json(response.body);
        const auto data = body ? body->view().find("data") : std::nullopt;
        const auto found = data ? data->find(name) : std::nullopt;
        return found ? std::string{found->text()} : std::string{};
    }

    std::string access;

private:
    House& house_;
};

}   // namespace test
