// The refusals a well-behaved client may meet on a healthy server. Anything else that goes wrong is a
// sys::Failure: thrown where it happens, caught once, in answer.cpp.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fcgi/http/json.h"

enum class Fault {
    no_such_route,
    wrong_method,
    unreadable_body,   // not UTF-8, or fewer bytes than promised
    body_too_large,
    unsupported_encoding,   // a Content-Encoding nobody asked for
    repeated_header,
    invalid_fields,       // with problems
    too_many_requests,    // with retry_after
    busy,                 // no lane for a password hash came free; with retry_after
    unavailable,          // broken machinery, most often the database; with retry_after
    internal,             // a defect of ours
    not_signed_in,        // no access token, or one that is not good
    email_not_verified,   // the token says so (evf)
    wrong_credentials,
    account_disabled,
    email_taken,
    bad_refresh_token,
    bad_verification_token,
    bad_reset_token,
    bad_verification_code,
    cross_site,   // a write by cookie that another site may have caused
    forbidden,    // signed in, but without the right that `about` names
    not_found,    // no such thing, or someone else's; `about` names the kind of thing
    username_taken,
    registration_closed,
    bad_invite,
    wrong_current_password,
    already_member,
    org_name_taken,
    last_owner,         // an organisation would be left without one
    too_many_keys,      // an account keeps as many API keys as it may
    unknown_provider,   // of sign-ins: none of that name is configured
    bad_oauth_state,    // not ours, another browser's or provider's, used or too old
    sign_in_declined,   // by the provider or its user
    provider_failed,    // it can't be reached, or said what it may not say; about is what, for the log
    address_unproven,   // the provider knows no verified address, so there is no account to find or make
    last_way_in,        // an account would be left that nobody can sign in to
    others_identity,    // who came from a provider is known there as somebody with another account here
    address_banned,     // by the sysadmin, whoever calls from there; with retry_after
    count,              // of the above; no fault
};

// Where a field stands in the request, as validation errors name it.
enum class From {
    body,
    query,
    path,
    cookie,
    site,   // a parameter that nginx gives, named as there: LATCHKEY_REQUIRE, or a header as HTTP_ACCEPT
};

// One thing wrong with one field, or with the body as a whole (field is empty).
struct Problem {
    enum Kind {
        missing,
        not_text,
        not_an_object,   // a JSON object was meant
        not_a_list,
        not_true_or_false,
        no_body_object,   // the body as a whole is JSON, but no object
        not_one_line,     // a control character, or a blank at an end
        not_a_choice,     // reason: the choices, as in "'owner' or 'member'"
        too_short,
        too_long,
        bad_email,
        bad_json,
    };

    Kind kind;
    From from = From::body;
    std::string_view field = {};
    std::size_t number = 0;    // the limit that was missed (code points), or the offset in the body
    std::string reason = {};   // what exactly, for bad_email and bad_json
    std::optional<http::Json> value = {};   // what came, unless it could be a secret
};

struct Refusal {
    Fault fault;
    std::vector<Problem> problems = {};
    std::int64_t retry_after = 1;   // seconds
    std::string about = {};         // see forbidden and not_found; never a secret
};

// A fault as an operation may refuse with it; about: see Refusal.
struct Refused {
    constexpr Refused() = default;
    // Implicit, so that a list of faults is a list of these.
    constexpr Refused(Fault what, std::string_view about_what = {}) : fault{what}, about{about_what} {}

    Fault fault = Fault::internal;
    std::string_view about = {};
};

// What an operation refuses with, said once, in its header, behind its declaration:
//   template <>
//   inline constexpr Faults refuses<sessions::login>{Fault::wrong_credentials, Fault::busy};
// What the columns of a row and broken machinery bring about is not said again.
class Faults {
public:
    static constexpr std::size_t most = 10;

    constexpr Faults(std::initializer_list<Refused> list)
    {
        for (const Refused& refused : list) items_[size_++] = refused;
    }
    constexpr const Refused* begin() const { return items_.data(); }
    constexpr const Refused* end() const { return items_.data() + size_; }

private:
    std::array<Refused, most> items_{};
    std::size_t size_ = 0;
};

// No definition: a row whose operation does not say what it refuses with does not compile.
template <auto operation>
extern const Faults refuses;

template <class T>
using Result = std::expected<T, Refusal>;

// Ends a request from inside whatever first touches the database: a budget is overdrawn, or the caller's
// session no longer lives. Thrown by what Context::lease() sends ahead, caught in answer.cpp.
struct TurnedAway {
    Refusal refusal;
    bool quietly = false;   // answer as if the call had done its work
};

// What a handler returns that has nothing to say but that it is done.
struct Done {};

inline std::unexpected<Refusal> refuse(Fault fault)
{
    return std::unexpected{Refusal{fault, {}}};
}

inline std::unexpected<Refusal> refuse(const Refused& refused)
{
    return std::unexpected{Refusal{refused.fault, {}, 1, std::string{refused.about}}};
}

inline std::unexpected<Refusal> refuse(Fault fault, std::int64_t retry_after)
{
    return std::unexpected{Refusal{fault, {}, retry_after}};
}

inline std::unexpected<Refusal> refuse(Fault fault, std::string about)
{
    return std::unexpected{Refusal{fault, {}, 1, std::move(about)}};
}

inline std::unexpected<Refusal> refuse(Problem problem)
{
    Refusal refusal{Fault::invalid_fields, {}};
    refusal.problems.push_back(std::move(problem));
    return std::unexpected{std::move(refusal)};
}
