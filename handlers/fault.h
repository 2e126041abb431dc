// The refusals a well-behaved client may meet on a healthy server. Anything else that goes wrong is a
// sys::Failure: thrown where it happens, caught once, in answer.cpp.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fcgi/http/json.h"

enum class Fault {
    no_such_route,
    wrong_method,
    unreadable_body,          // not UTF-8, or fewer bytes than promised
    body_too_large,
    unsupported_encoding,     // a Content-Encoding nobody asked for
    repeated_header,
    invalid_fields,           // with problems
    too_many_requests,        // with retry_after
    busy,                     // no lane for a password hash came free; with retry_after
    unavailable,              // broken machinery, most often the database; with retry_after
    internal,                 // a defect of ours
    not_signed_in,            // no access token, or one that is not good
    email_not_verified,       // the token says so (evf)
    wrong_credentials,
    account_disabled,
    email_taken,
    bad_refresh_token,
    bad_verification_token,
    bad_reset_token,
};

// Where a field stands in the request, as validation errors name it.
enum class From { body, query, path, cookie };

// One thing wrong with one field, or with the body as a whole (field is empty).
struct Problem {
    enum Kind { missing, not_text, too_short, too_long, bad_email, bad_json, not_an_object };

    Kind kind;
    From from = From::body;
    std::string_view field = {};
    std::size_t number = 0;                       // the limit that was missed (code points), or the offset in the body
    std::string reason = {};                      // what exactly, for bad_email and bad_json
    std::optional<http::Json> value = {};         // what came, unless it could be a secret
};

struct Refusal {
    Fault fault;
    std::vector<Problem> problems = {};
    std::int64_t retry_after = 1;   // seconds
};

template <class T>
using Result = std::expected<T, Refusal>;

// What a handler returns that has nothing to say but that it is done.
struct Done {};

inline std::unexpected<Refusal> refuse(Fault fault)
{
    return std::unexpected{Refusal{fault, {}}};
}

inline std::unexpected<Refusal> refuse(Fault fault, std::int64_t retry_after)
{
    return std::unexpected{Refusal{fault, {}, retry_after}};
}

inline std::unexpected<Refusal> refuse(Problem problem)
{
    Refusal refusal{Fault::invalid_fields, {}};
    refusal.problems.push_back(std::move(problem));
    return std::unexpected{std::move(refusal)};
}
