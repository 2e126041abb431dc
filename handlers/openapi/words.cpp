#include "handlers/openapi/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openapi {

namespace {

// A number that is no Fault is spelled "(Fault)64".
constexpr auto spelled_faults = []<std::size_t... i>(std::index_sequence<i...>)
{
    return std::array{spelled<Fault(i)>()...};
}
(std::make_index_sequence<64>{});

static_assert(spelled_faults.back().starts_with('('), "there are more faults than names");

}   // namespace

std::string_view name(Fault fault)
{
    return last_name(spelled_faults[std::size_t(fault)]);
}

std::string_view text(Caller caller)
{
    switch (caller) {
    case Caller::anyone: return "anyone";
    case Caller::bearer: return "bearer";
    case Caller::session: return "session";
    case Caller::verified_session: return "verified session";
    case Caller::visitor: return "visitor of a guarded site";
    case Caller::our_pages: return "anyone but other sites' pages";
    case Caller::basic: return "basic";
    case Caller::kyc_provider: return "KYC provider";
    case Caller::administrator: return "administrator";
    case Caller::org_member: return "member of the organization";
    case Caller::org_admin: return "admin of the organization";
    case Caller::org_owner: break;
    }
    return "owner of the organization";
}

std::string_view text(Limit limit)
{
    switch (limit) {
    case Limit::relaxed: return "relaxed";
    case Limit::credentials: return "credentials";
    case Limit::typed_credentials: return "credentials, where typed";
    case Limit::registration: return "registration";
    case Limit::mail: return "mail";
    case Limit::mail_quietly: return "mail, quietly";
    case Limit::mailed_token: return "mailed token";
    case Limit::outgoing_call: return "outgoing call";
    case Limit::sign_in: break;
    }
    return "sign-in";
}

std::string_view last_name(std::string_view spelled)
{
    return spelled.substr(spelled.rfind(':') + 1);
}

std::string spaced(std::string_view name)
{
    std::string words{name};
    std::ranges::replace(words, '_', ' ');
    return words;
}

}   // namespace openapi
