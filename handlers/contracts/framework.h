// What the contracts inherited alike from the framework their originals ran on: validation bodies, plain
// error bodies, date-times.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "fcgi/http/json.h"
#include "handlers/fault.h"
#include "handlers/openapi/show_document.h"
#include "handlers/route.h"

namespace contracts {

// How many keys a 422 item has: hydracore documents loc, msg, type; the others type, loc, msg, input, ctx.
enum class ItemKeys { three, five };

// {"detail": "..."}
Reply detail_reply(int status, std::string_view detail);

// A fault in a contract's words: what detail_reply takes.
struct Wording {
    int status;   // 0: none
    std::string_view detail;
};

// Of signing in elsewhere.
constexpr Wording inherited_of_sign_in(Fault fault)
{
    switch (fault) {
    case Fault::unknown_provider: return {400, "OAuth provider not available"};
    case Fault::bad_oauth_state: return {400, "Invalid or expired state"};
    case Fault::sign_in_declined: return {400, "Sign-in was not completed"};
    case Fault::provider_failed: return {502, "The OAuth provider did not answer as it should"};
    case Fault::address_unproven: return {403, "The OAuth provider knows no verified email address"};
    case Fault::last_way_in: return {409, "An account needs a way to sign in"};
    case Fault::others_identity: return {409, "Another account is signed in to with this one"};
    default: return {};
    }
}

// Faults as all contracts of the framework word them, but for those that tell of an account's secrets: these
// have no word here, and each contract must word them itself before it compiles (words_every_fault).
constexpr Wording inherited(Fault fault)
{
    switch (fault) {
    case Fault::no_such_route: return {404, "Not Found"};
    case Fault::wrong_method: return {405, "Method Not Allowed"};
    case Fault::unreadable_body: return {400, "There was an error parsing the body"};
    case Fault::repeated_header: return {400, "A header occurs more than once"};
    case Fault::body_too_large: return {413, "Request body too large"};
    case Fault::unsupported_encoding: return {415, "Content encoding not supported"};
    case Fault::invalid_fields: return {422, "Invalid fields"};
    case Fault::address_banned:
    case Fault::too_many_requests: return {429, "Too many requests. Please try again later."};
    case Fault::busy: return {503, "The server is busy. Please try again later."};
    case Fault::unavailable: return {503, "Service temporarily unavailable"};
    case Fault::not_signed_in: return {401, "Not authenticated"};
    case Fault::cross_site: return {403, "Cross-site request refused"};
    case Fault::forbidden: return {403, "Not enough permissions"};
    case Fault::not_found: return {404, "Not found"};
    case Fault::username_taken: return {409, "Username already taken"};
    case Fault::registration_closed: return {403, "Registration is closed"};
    case Fault::bad_invite: return {400, "Invalid or expired invite"};
    case Fault::wrong_current_password: return {400, "Current password is incorrect"};
    case Fault::already_member: return {409, "Already a member"};
    case Fault::org_name_taken: return {409, "Organization name already taken"};
    case Fault::last_owner: return {409, "An organization needs an owner"};
    case Fault::too_many_keys: return {409, "Too many API keys: delete one first"};
    case Fault::internal: return {500, "Internal Server Error"};
    default: return inherited_of_sign_in(fault);
    }
}

// Whether a contract has a word for every fault; asked by a static_assert beside each contract's own words.
template <class Words>
consteval bool words_every_fault(Words words)
{
    for (int fault = 0; fault < int(Fault::count); ++fault)
        if (words(Fault(fault)).status == 0) return false;
    return true;
}

// The whole answer of a refusal in {"detail": ...} style: 422 items for invalid_fields, Retry-After where
// waiting helps.
Reply worded(const Wording& wording, const Refusal& refusal, ItemKeys keys);

Reply document_shown(const openapi::Document& document);

// The row every table has: OpenAPI of its mount.
inline constexpr Route described{
    http::Method::get, "/openapi.json", {},
    Caller::anyone,    Limit::relaxed,  serve<openapi::show_document, document_shown>};

// A JSON object as it came from the database, where nothing but objects is stored.
http::Json stored_object(const std::string& text);

// microseconds since 1970 as 2024-01-15T10:30:00Z, with a fraction only when there is one.
std::string iso8601(std::int64_t microseconds);

}   // namespace contracts
