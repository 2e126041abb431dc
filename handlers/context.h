// What one request may use. Built by the door it came through (answer.cpp, administer.cpp), gone with the
// response.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/fault.h"
#include "handlers/limits.h"
#include "handlers/service.h"
#include "handlers/standing.h"
#include "handlers/tokens/signed_token.h"

// Where a request came from, for the session list and the audit.
struct Origin {
    std::string address;          // as nginx saw it
    std::string user_agent;       // at most 256 bytes, UTF-8
    std::string actor = "self";   // who acts, for the audit: the account itself, "cli", "provider"
    // As the request has them, which outlives this.
    std::string_view accept_language = {};
    std::string_view sent_reference = {};
    std::string_view request_id = {};   // nginx's

    // The one of ours, "de", that who asked likes best; empty when they named none.
    std::string_view language() const;
    // What the letter this causes is to be known by; empty when none came, or none of that form.
    std::string_view reference() const;
};

// Where a request arrived, as nginx names it. For what is about the mount itself; no handler asks it how to
// behave.
struct Mount {
    std::string_view path;        // "/api/auth"
    std::string_view contracts;   // "shipfastai latchkey"
    std::string_view scheme;      // "https"
};

struct Context {
    const Service& service;
    Origin origin = {};
    std::optional<tokens::Claims> caller = {};   // set by the caller stage
    std::optional<Admission> admission = {};   // set by the limit stage, counted before anything else happens
    std::optional<Admission> counted = {};     // the admission once it was sent
    // Set by the caller stage: must hold before anything is done in the caller's name.
    std::optional<Standing> standing = {};
    Mount mount = {};

    std::int64_t now() const { return service.clock(); }   // seconds since 1970

    // A database connection. In front of the first one's first statement the request's admission is counted
    // and the caller's standing asked, in the same round trip where that reads only: a request over its
    // budget, or of a session that no longer lives, ends there, by TurnedAway.
    db::Lease lease();
    // The same without asking the standing, which the one statement it is for asks itself. Of a row whose
    // caller has one and need not be a member of anything.
    std::pair<db::Lease, Standing> lease_in_person();
    // A lease for what a proven sign-in does: with it the budgets that count failures are given their call
    // back.
    db::Lease lease_of_success();

    // Password work, each in a lane and after the admission; Fault::busy when no lane came free. Without a
    // hash the time is spent all the same and the answer is no.
    Result<bool> password_matches(std::string_view password, const std::optional<std::string>& hash);
    Result<std::string> hash_password(std::string_view password);

private:
    void settle();
    Result<crypto::Lanes::Lane> enter_lane();
};
