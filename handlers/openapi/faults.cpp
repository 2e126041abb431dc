#include "handlers/openapi/faults.h"

#include <algorithm>
#include <iterator>

#include "handlers/caller.h"

namespace openapi {

namespace {

bool takes_cookies(const Contract& contract, const Route& route)
{
    if (std::ranges::any_of(route.fields, [](const Field& field) { return field.from == From::cookie; }))
        return true;
    return !contract.access_cookie.empty() && takes_session_cookie(route.caller);
}

std::vector<Refused> of_caller(Caller caller)
{
    switch (caller) {
    case Caller::anyone: return {};
    case Caller::our_pages: return {Fault::cross_site};
    case Caller::bearer:
    case Caller::session:
    case Caller::visitor:
    case Caller::basic:
    case Caller::administrator:
    case Caller::kyc_provider: break;
    case Caller::verified_session: return {Fault::not_signed_in, Fault::email_not_verified};
    case Caller::org_member:
    case Caller::org_admin:
    case Caller::org_owner:
        return {Fault::not_signed_in,
                {Fault::forbidden, "organization:manage"},
                {Fault::not_found, "organization"}};
    }
    return {Fault::not_signed_in};
}

http::Json number(std::int64_t value)
{
    return http::Json::of(value);
}

// A value of every kind.
std::vector<http::Json> values()
{
    std::vector<http::Json> values;
    values.push_back(http::Json::of("ada"));
    values.push_back(number(1));
    values.push_back(http::Json::null());
    values.push_back(http::Json::array());
    values.emplace_back();
    values.push_back(http::Json::of(true));
    return values;
}

std::vector<Problem> problems()
{
    using enum Problem::Kind;
    std::vector<Problem> all;
    for (const auto kind : {missing, not_text, not_an_object, not_a_list, not_true_or_false, no_body_object,
                            not_one_line, not_a_choice, too_short, too_long, bad_email, bad_json})
    {
        Problem problem{kind, From::body, kind == bad_json || kind == no_body_object ? "" : "email"};
        problem.number = 1;
        problem.reason = "the reason";
        all.push_back(std::move(problem));
    }
    for (auto& value : values()) {
        Problem problem{not_text, From::body, "email"};
        problem.value = std::move(value);
        all.push_back(std::move(problem));
    }
    return all;
}

}   // namespace

std::vector<Refused> faults_of_any_request()
{
    return {Fault::unreadable_body, Fault::body_too_large, Fault::unsupported_encoding,
            Fault::repeated_header, Fault::unavailable,    Fault::internal,
            Fault::address_banned};
}

std::vector<Refused> faults(const Contract& contract, const Route& route)
{
    std::vector<Refused> all = faults_of_any_request();
    std::ranges::copy(of_caller(route.caller), std::back_inserter(all));
    if (takes_cookies(contract, route) && route.method != http::Method::get) all.push_back(Fault::cross_site);
    if (route.fields.begin() != route.fields.end()) all.push_back(Fault::invalid_fields);
    if (route.limit != Limit::relaxed) all.push_back(Fault::too_many_requests);
    std::ranges::copy(route.serve.faults, std::back_inserter(all));
    std::ranges::stable_sort(all, {}, [](const Refused& refused) { return int(refused.fault); });
    const auto same = [](const Refused& a, const Refused& b) {
        return a.fault == b.fault && a.about == b.about;
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

Refusal specimen(const Refused& refused)
{
    Refusal refusal{refused.fault, {}, 1, std::string{refused.about}};
    if (refused.fault == Fault::invalid_fields) refusal.problems = problems();
    return refusal;
}

}   // namespace openapi
