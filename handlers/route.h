// A contract is a table of routes. One row says all there is to know about an endpoint; code that needs to
// know more about it belongs in the row.
#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "fcgi/http/json.h"
#include "fcgi/http/message.h"
#include "handlers/fault.h"
#include "handlers/input.h"
#include "handlers/specimens.h"
#include "handlers/spelled.h"

struct Context;

struct Rule {
    enum Kind {
        text,
        email,
        choice,      // one of choices
        object,      // a JSON object; handlers get its text, of min to max bytes
        text_list,   // a JSON list of texts; handlers get its text, of min to max bytes
        truth,       // true or false; handlers get "true" or "false"
        document,    // the body as a whole, whatever JSON it is; handlers get its text
    } kind;
    std::size_t min, max;            // code points, where nothing else is said
    bool secret = false;             // never echoed, never logged
    std::string_view choices = {};   // "a b c"
    bool one_line = false;           // a text without control characters and without blanks at its ends
};

struct Field {
    enum Presence {
        required,
        optional,   // may be absent; null is no text
        nullable,   // may be absent or null
        alias,      // another name of the field before it with the same key; may be absent
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
    static constexpr std::size_t most = 12;

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
    basic,              // an address and a password in Authorization (RFC 7617); they become Key::email and
                        // Key::password
    visitor,            // a session, or else an address and a password as for basic; of guarded sites
    our_pages,          // anyone but other sites' pages: what the row does changes this browser's cookies
    kyc_provider,       // LATCHKEY_KYC_SECRET as bearer, or a signature made with it
    administrator,      // `latchkey` on a host of ours, which signs what it calls with by our own keys
    org_member,         // a session whose account is a member of the organisation in the path (Key::org_id)
    org_admin,          // the same, as admin or owner
    org_owner,
};

// Which budget a call draws from; the figures are in limits.cpp.
enum class Limit {
    relaxed,             // not counted here (reads; refresh is bounded by its session)
    credentials,         // per account and network, per account, per network
    typed_credentials,   // the same, where a password came
    registration,        // per network
    mail,                // per mailbox and per network
    mail_quietly,        // the same, but over the mailbox's budget the answer is as if a mail had gone out
    mailed_token,        // per network
    outgoing_call,       // per account: what makes us call another host
    sign_in,             // with a provider, per network
};

struct Cookie {
    enum Path {
        everywhere,
        mount,
        domain,   // everywhere, and on every host of LATCHKEY_COOKIE_DOMAIN where that is set
    };

    std::string_view name;   // see cookie_name
    std::string value;
    Path path;
    std::int64_t seconds;   // to live; 0 expires it at once
};

// As it travels: a name that begins with __Host- or __Secure- (RFC 6265bis section 4.1.3) loses that where
// cookies carry no Secure, since browsers then refuse it.
constexpr std::string_view cookie_name(std::string_view declared, bool secure)
{
    for (const std::string_view prefix : {"__Host-", "__Secure-"})
        if (!secure && declared.starts_with(prefix)) return declared.substr(prefix.size());
    return declared;
}

// What a shape or a wording makes of an outcome.
struct Reply {
    int status = 200;
    std::optional<http::Json> body = {};   // nothing: no body at all
    std::vector<Cookie> cookies = {};
    std::int64_t retry_after = 0;   // seconds; 0: no Retry-After
    // Names and values without control bytes.
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string location = {};   // where the browser is sent; made of our own configuration, may hold secrets
    std::string text = {};       // a body that is no JSON; headers say its Content-Type
};

// A handler joined with the shape its outcome takes in one contract.
struct Serve {
    Result<Reply> (*call)(Context&, const Input&);
    Reply (*done)();     // the reply of a handler that returns Done, without calling it; else null
    bool says_nothing;   // done is set: asked at compile time, where UBSan lets no pointer be compared with
                         // null
    std::string_view operation;          // the handler's name: "sessions::login"
    std::string_view shape;              // the shape's: "contracts::{anonymous}::session_opened"
    Faults faults;                       // what the operation refuses with
    std::vector<Reply> (*specimens)();   // what the shape makes of specimens of the outcome
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

template <class Outcome, auto shape>
std::vector<Reply> replies()
{
    std::vector<Reply> replies;
    for (const Outcome& outcome : specimens(Of<Outcome>{})) replies.push_back(shape(outcome));
    return replies;
}

template <auto handler, auto shape>
constexpr Serve joined()
{
    using Outcome = typename std::invoke_result_t<decltype(handler), Context&, const Input&>::value_type;
    Serve serve{call<handler, shape>,   nullptr,          false,
                spelled<handler>(),     spelled<shape>(), refuses<handler>,
                replies<Outcome, shape>};
    if constexpr (std::is_same_v<Outcome, Done>) {
        serve.done = done<shape>;
        serve.says_nothing = true;
    }
    return serve;
}

}   // namespace route

// It compiles only if the shape accepts what the handler returns, the outcome has specimens and the operation
// says what it refuses with.
template <auto handler, auto shape>
inline constexpr Serve serve = route::joined<handler, shape>();

struct Route {
    http::Method method;
    std::string_view path;   // inside the mount; {name} stands for one segment
    Fields fields;
    Caller caller;
    Limit limit;
    Serve serve;
};

// Paths that no request can tell apart: equal but for the names of parameters.
consteval bool same_place(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i] != b[j]) return false;
        if (a[i] == '{') {
            i = a.find('}', i);
            j = b.find('}', j);
        }
        ++i;
        ++j;
    }
    return i == a.size() && j == b.size();
}

// Several lists of rows as one, for a contract that is written in several files.
template <std::size_t... n>
consteval std::array<Route, (n + ...)> joined(const Route (&... lists)[n])
{
    const auto row = [&](std::size_t i) {
        for (const auto list : {std::span<const Route>{lists}...}) {
            if (i < list.size()) return list[i];
            i -= list.size();
        }
        throw "no such row";
    };
    return [&]<std::size_t... i>(std::index_sequence<i...>)
    {
        return std::array<Route, (n + ...)>{row(i)...};
    }
    (std::make_index_sequence<(n + ...)>{});
}

// What the table of a contract must fulfil to compile: no row twice, a quiet limit only where the handler has
// nothing to say, and the row that describes the others.
enum class describes { all, nothing };
consteval bool sound(std::span<const Route> routes, describes what = describes::all)
{
    bool described = what == describes::nothing;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        described = described || routes[i].path == "/openapi.json";
        if (routes[i].limit == Limit::mail_quietly && !routes[i].serve.says_nothing) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (routes[i].method == routes[j].method && same_place(routes[i].path, routes[j].path))
                return false;
    }
    return described;
}

struct Contract {
    std::string_view name;   // as LATCHKEY_CONTRACT has it
    std::span<const Route> routes;
    Reply (*word)(const Refusal&, std::int64_t now);   // now: seconds since 1970
    std::string_view access_cookie =
        {};   // the cookie that carries the access token, where the contract has one
    Cookie::Path access_path = Cookie::everywhere;   // of that cookie
    const Contract* beside = nullptr;   // the one that is asked next, as our example site mounts it
};
