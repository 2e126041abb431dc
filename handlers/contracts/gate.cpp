// What nginx asks for guarded sites, from locations that no client can reach (nginx/snippets): not a contract
// with front ends, so it is neither printed nor served as OpenAPI. auth_request lets every 2xx pass and takes
// anything but 2xx, 401 and 403 for an error, which closes as well.
#include "handlers/contracts/contracts.h"
#include "handlers/contracts/framework.h"
#include "handlers/contracts/latchkey_session.h"
#include "handlers/gate/check.h"
#include "handlers/gate/requirement.h"
#include "handlers/gate/send_to_sign_in.h"
#include "handlers/rules.h"

namespace contracts {

using enum http::Method;
using enum Caller;
using enum Limit;

namespace {

// Header values are lines: a name may hold what would break one.
std::string line(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return text;
}

Reply admitted(const gate::Admitted& admitted)
{
    const gate::Person& person = *admitted.person;
    Reply reply{204};
    reply.headers = {{"Remote-User", line(admitted.user)}, {"Remote-Groups", line(gate::groups(person))}};
    if (person.verified) reply.headers.emplace_back("Remote-Email", line(person.email));
    reply.headers.emplace_back("Remote-Name",
                               line(person.full_name.empty() ? person.username : person.full_name));
    return reply;
}

Reply sent_on(const gate::Elsewhere& elsewhere)
{
    Reply reply{303};
    reply.location = elsewhere.address;
    return reply;
}

// Nobody passes for a reason that is not told here, and what is no fault of ours is the visitor's.
constexpr Wording wording(Fault fault)
{
    switch (fault) {
    case Fault::email_not_verified:
    case Fault::account_disabled:
    case Fault::address_banned:
    case Fault::cross_site:
    case Fault::forbidden: return {403, "Forbidden"};
    case Fault::internal:
    case Fault::busy:
    case Fault::unavailable: return {503, "Service temporarily unavailable"};
    default: return {401, "Not authenticated"};
    }
}

static_assert(words_every_fault(wording));

Reply word(const Refusal& refusal, std::int64_t)
{
    const auto [status, detail] = wording(refusal.fault);
    Reply reply = detail_reply(status, detail);
    if (status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

constexpr Rule parameter{Rule::text, 0, 8192};

constexpr Route routes[] = {
    // method, path, fields, who, how often, handler -> shape
    {get,
     "/check",
     {{"LATCHKEY_REQUIRE", Key::requirement, parameter, Field::optional, From::site}},
     visitor,
     typed_credentials,
     serve<gate::check, admitted>},
    {get,
     "/sign-in",
     {{"LATCHKEY_WANTED", Key::wanted, parameter, Field::optional, From::site},
      {"HTTP_ACCEPT", Key::accept, parameter, Field::optional, From::site},
      {"LATCHKEY_SIGN_IN", Key::sign_in, parameter, Field::optional, From::site}},
     anyone,
     relaxed,
     serve<gate::send_to_sign_in, sent_on>},
};

static_assert(sound(routes, describes::nothing));

}   // namespace

extern constexpr Contract gate{"gate", routes, word, latchkey_session::access_cookie, Cookie::domain};

}   // namespace contracts
