// One call to an HTTPS server whose address others may have a say in. Follows no redirect, uses no proxy,
// talks to no address that was not checked, and ends in time. Nothing is kept between two calls.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {

inline constexpr std::size_t max_reply = 64 * 1024;   // bytes of a body, where a call says nothing else

struct Call {
    std::string url;                    // https://...
    std::vector<std::string> headers;   // "Name: value", without control bytes
    bool allow_private = false;         // the server may be in a network of our own
    bool allow_other_port = false;      // than the scheme's own
    std::string ca_file = {};           // certificates to trust instead of the system's; empty: the system's
    std::optional<std::string> body = {};   // sent by POST; its type stands in the headers
    std::size_t most = max_reply;           // bytes of the answer's body
    bool allow_plain = false;               // http:// too
};

struct Reply {
    int status = 0;   // 0: there was no whole answer, for the reason in problem
    std::string body = {};
    std::string problem = {};        // for people; names no secret
    std::string content_type = {};   // as it came
};

// GET, or POST for a call with a body. The answer is taken as it came, never unpacked. Every address the name
// stands for must be public unless the call allows private ones; the connection then goes to one of those and
// to nothing else. Ends within patience, the time for names and TLS included. The process needs a
// net::Library. Never throws for the server's faults.
Reply https_call(const Call& call, std::chrono::milliseconds patience);

}   // namespace net
