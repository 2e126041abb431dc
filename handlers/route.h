// A contract is a table of routes. One row says all there is to know about an endpoint; code that needs to know more
// about it belongs in the row.
#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "fcgi/http/json.h"
#include "fcgi/http/message.h"
#include "handlers/fault.h"
#include "handlers/input.h"

struct Context;

struct Rule {
    enum Kind { text, email } kind;
    std::size_t min, max;   // code points
    bool secret = false;    // never echoed, never logged
};

struct Field {
    enum Presence {
        required,
        optional,   // may be absent; null is no text
        nullable,   // may be absent or null
    };

    std::string_view name;   // as the contract spells it
    Key key;                 // as handlers know it
    Rule rule;
    Presence presence = required;
    From from = From::body;
};

// The declared fields of a row. Two fields may share a key: the first that came with a value wins.
class Fields {
public:
    static constexpr std::size_t most = 8;

    constexpr Fields(std::initializer_list<Field> list)
    {
        for (const Field& field : list) items_[size_++] = field;
    }
    constexpr const Field* begin() const { return items_.data(); }
    constexpr const Field* end() const { return items_.data() + size_; }

private:
    std::array<Field, most> items_{};
    std::size_t size_ = 0;
};

// Who may call. A cookie counts only where the row says session.
enum class Caller {
    anyone,
    bearer,             // an access token in Authorization
    session,            // an access token in Authorization or in the contract's cookie
    verified_session,   // the same, and the token says the e-mail is verified (evf)
};

// Which budget a call draws from; the figures are in limits.cpp.
enum class Limit {
    relaxed,        // not counted here (reads; refresh is bounded by its session)
    credentials,    // per account and network, per account, per network
    registration,   // per network
    mail,           // per mailbox and per network
    mail_quietly,   // the same, but over the mailbox's budget the answer is as if a mail had gone out
    mailed_token,   // per network
};

struct Cookie {
    enum Path { everywhere, mount };

    std::string_view name;
    std::string value;
    Path path;
    std::int64_t seconds;   // to live; 0 expires it at once
};

// What a shape or a wording makes of an outcome.
struct Reply {
    int status = 200;
    std::optional<http::Json> body = {};      // nothing: no body at all
    std::vector<Cookie> cookies = {};
    std::string_view challenge = {};          // WWW-Authenticate
    std::int64_t retry_after = 0;             // seconds; 0: no Retry-After
};

// A handler joined with the shape its outcome takes in one contract.
struct Serve {
    Result<Reply> (*call)(Context&, const Input&);
    Reply (*done)();   // the reply of a handler that returns Done, without calling it; else null
    bool says_nothing; // done is set: asked at compile time, where UBSan lets no pointer be compared with null
};

namespace route {

template <auto handler, auto shape>
Result<Reply> call(Context& cx, const Input& in)
{
    auto outcome = handler(cx, in);
    if (!outcome) return std::unexpected{std::move(outcome.error())};
    return shape(*outcome);
}

template <auto shape>
Reply done()
{
    return shape(Done{});
}

template <auto handler, auto shape>
constexpr Serve joined()
{
    using Outcome = std::invoke_result_t<decltype(handler), Context&, const Input&>::value_type;
    if constexpr (std::is_same_v<Outcome, Done>)
        return {call<handler, shape>, done<shape>, true};
    else
        return {call<handler, shape>, nullptr, false};
}

}  // namespace route

// It compiles only if the shape accepts what the handler returns.
template <auto handler, auto shape>
inline constexpr Serve serve = route::joined<handler, shape>();

struct Route {
    http::Method method;
    std::string_view path;   // inside the mount
    Fields fields;
    Caller caller;
    Limit limit;
    Serve serve;
};

// What the table of a contract must fulfil to compile: no row twice, and a quiet limit only where the handler has
// nothing to say.
consteval bool sound(std::span<const Route> routes)
{
    for (std::size_t i = 0; i < routes.size(); ++i) {
        if (routes[i].limit == Limit::mail_quietly && !routes[i].serve.says_nothing) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (routes[i].method == routes[j].method && routes[i].path == routes[j].path) return false;
    }
    return true;
}

struct Contract {
    std::string_view name;   // as LATCHKEY_CONTRACT has it
    std::span<const Route> routes;
    Reply (*word)(const Refusal&);
    std::string_view access_cookie = {};   // the cookie that carries the access token, where the contract has one
};
