// A provider of the tests and a browser that goes there: a house in which people sign in with "acme" (OpenID)
// and "github", both being one HTTPS server that answers as told.
#pragma once
#include <memory>
#include <string>

#include "fcgi/net/mail.h"
#include "tests/fcgi/net/https_sink.h"
#include "tests/foreign_key.h"
#include "tests/handlers/house.h"

namespace test {

// "HTTP/1.1 200 OK" with a body of that type.
std::string served(const std::string& body, const std::string& type = "application/json", int status = 200);

// What a browser holds between going and coming back.
struct Trip {
    std::string state;
    std::string cookie;   // "name=value"
    std::string nonce;    // from the address it was sent to
    std::string challenge;
    http::Response response;   // to the request that began it
};

class Abroad {
public:
    explicit Abroad(const sys::Environment& settings = {});

    Trip begin(const std::string& provider = "acme", const std::string& query = {},
               const std::string& cookie = {}) const;
    // more: further parameters, "&name=value".
    http::Response back(const Trip& trip, const std::string& provider = "acme",
                        const std::string& more = "&code=g1ven-code") const;
    http::Response call(const std::string& path, const std::string& query, const std::string& cookie) const;

    // The token endpoint gives an ID token with these claims beside the usual ones of that trip; a claim
    // there that begins with its name replaces the usual one.
    void vouch(const Trip& trip, const std::string& sub, const std::string& email, bool verified = true);
    void vouch_with(const Trip& trip, const std::string& claims);
    // GitHub's two answers about a person.
    void know(const std::string& id, const std::string& email, bool verified = true);

    // Begins, vouches, comes back.
    http::Response sign_in(const std::string& sub, const std::string& email, bool verified = true);
    std::string count(const std::string& table);

    net::Library curl;
    net_test::HttpsSink sink;
    ForeignKey key = ForeignKey::p256();
    House house;
};

// A parameter of a URL's query, decoded; "" when absent.
std::string parameter(const std::string& url, std::string_view name);

}   // namespace test
