// A request as nginx handed it over and the response on its way back. Values are untrusted but whole.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

enum class Method { get, post, put, patch, del };

std::string_view name(Method method);   // "GET" ...

// What is wrong with a request before anyone has looked at its meaning.
enum class Flaw {
    none,
    body_too_large,    // more than max_body bytes, said by nginx (LATCHKEY_REFUSE) or by CONTENT_LENGTH
    body_cut_short,    // fewer bytes came than CONTENT_LENGTH promised, or CONTENT_LENGTH is no number
    body_encoded,      // a Content-Encoding we don't decode
    header_repeated,   // Authorization, Cookie, Origin, Content-Type, Host ... came twice
};

inline constexpr std::size_t max_body = 64 * 1024;   // bytes

struct Request {
    std::string method;      // as sent, any bytes
    std::string mount;       // SCRIPT_NAME: "/api/auth"
    std::string path;        // PATH_INFO: "/login"; empty when exactly the mount was asked for
    std::string contracts;   // LATCHKEY_CONTRACT: names separated by spaces, the first that matches wins
    std::string query;       // raw, without '?'
    std::string content_type;
    std::string body;
    std::string client;   // REMOTE_ADDR, as nginx's realip module left it
    std::string scheme;   // REQUEST_SCHEME, "https"
    std::string authorization;
    std::string cookie;
    std::string origin;
    std::string fetch_site;       // Sec-Fetch-Site
    std::string signature;        // X-Signature
    std::string signature_time;   // X-Timestamp
    std::string user_agent;
    std::string accept_language;
    std::string accept;
    std::string reference;   // Latchkey-Reference
    // What a guarded site says for one it guards (nginx/snippets/latchkey-gate.conf).
    std::string requirement;   // LATCHKEY_REQUIRE
    std::string wanted;        // LATCHKEY_WANTED: "GET app.example.com/path?query"
    std::string sign_in;       // LATCHKEY_SIGN_IN: the mount of latchkey's own rows, "/api/auth"
    std::string id;            // LATCHKEY_REQUEST_ID
    Flaw flaw = Flaw::none;
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;   // names and values without control bytes
    std::string body;                                           // empty: no Content-Type either
};

}   // namespace http
