// An HTTP client for the tests: one connection, a cookie jar, nothing followed.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fcgi/http/json_tree.h"

namespace test {

struct Answer {
    int status = 0;                                             // 0: no answer at all
    std::vector<std::pair<std::string, std::string>> headers;   // names in lower case
    std::string body;

    std::optional<std::string> header(std::string_view name) const;   // the first of that name, in lower case
    std::vector<std::string> all(std::string_view name) const;
    std::string text(
        std::string_view member) const;   // a string member of a JSON object body; "" when absent
    std::string detail() const { return text("detail"); }
    http::JsonTree json() const;   // fails the test when the body is no JSON
};

// A name and a value of one line "Name: value", as Answer keeps them.
std::optional<std::pair<std::string, std::string>> header_line(std::string_view line);

struct Sent {
    std::string method;
    std::string path;   // from the mount on: "/api/auth/me"; any bytes
    std::optional<std::string> body = {};
    // "Name: value", repeated as given. A body without a Content-Type line is sent as JSON; the line
    // "Content-Type:" sends none, "Transfer-Encoding: chunked" sends the body in chunks.
    std::vector<std::string> headers = {};
};

class Client {
public:
    // "http://127.0.0.1:18080"; ca_file: the certificates to trust where that is https.
    explicit Client(std::string base, std::string ca_file = {});
    ~Client();
    Client(Client&&) noexcept;

    Answer send(const Sent& sent);
    Answer get(const std::string& path, const std::string& bearer = {});
    Answer post(const std::string& path, const std::string& json_body, const std::string& bearer = {});
    void forget_cookies();
    const std::string& base() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Sends the same request from that many threads at once, each with a connection of its own.
std::vector<Answer> at_once(const std::string& base, int times, const Sent& sent);

}   // namespace test
