// The service without nginx: a database migrated once per run and emptied for each test, cheap hashing, a
// clock that tests set. answer() is the real one. Of several houses at once only the first empties the
// tables: the others share its data under other settings. Threads may use a house at the same time, but for
// sql(), the mailed secrets and now, which are the test's own.
#pragma once
#include <atomic>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "fcgi/http/json.h"
#include "fcgi/http/message.h"
#include "handlers/deliver.h"
#include "handlers/service.h"

namespace test {

inline constexpr const char* good_password = "correct horse battery";

struct Tokens {
    std::string access;
    std::string refresh;
};

class House {
public:
    // settings: LATCHKEY_ keys without the prefix; limits are off unless they say otherwise.
    explicit House(const sys::Environment& settings = {});
    ~House();

    http::Response post(std::string_view contract, const std::string& path, const std::string& body);
    http::Response get(std::string_view contract, const std::string& path, const std::string& bearer = {});
    http::Response send(const http::Request& request) const;

    // A registered account; verified when asked for. Its registration letter counts as sent.
    void enrol(const std::string& email, const std::string& password = good_password, bool verified = false);
    // Through shipfastai's route; empty tokens when refused.
    Tokens login(const std::string& email, const std::string& password = good_password);
    std::string sql(const std::string& text);   // the first column of the first row; "" when there is none
    // The token and code of the newest letter of that kind to the address, as the mailer would write them.
    std::string mailed_token(const std::string& email, std::string_view letter);
    std::string mailed_code(const std::string& email, std::string_view letter);

    Service& service() const;
    const sys::Config& config() const { return service().config; }
    PostOffice post_office() const;   // letters go to directory() + "/mail"
    const std::string& directory() const;
    std::string log() const;         // all lines so far
    std::atomic<std::int64_t> now;   // seconds since 1970; starts at the real time

private:
    struct State;
    std::unique_ptr<State> state_;
};

// As nginx would hand it over: a mount, an address, JSON.
http::Request request(std::string_view contract, const std::string& method, const std::string& path,
                      const std::string& body = {});

// {"email":"ann@example.com","password":"..."}
std::string json(std::initializer_list<std::pair<const char*, std::string>> members);

// A string member of a JSON object; "" when absent.
std::string member(const http::Response& response, std::string_view name);
// The only header of that name; "" when absent, "(twice)" when it occurs more than once.
std::string header(const http::Response& response, std::string_view name);

// A signing key of the given name; its bytes are that of the name, repeated.
std::string signing_key(const std::string& kid);

}   // namespace test
