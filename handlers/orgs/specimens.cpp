// Made-up organisations, for OpenAPI.
#include "handlers/orgs/org.h"
#include "handlers/orgs/switch_org.h"

namespace orgs {

static constexpr std::int64_t moment = 1'767'323'045'000'000;   // 2026-01-02T03:04:05Z
static constexpr const char* id = "5a9f1c77-0d0b-4e55-8a39-94e5b7f0a9c2";
static constexpr const char* email = "ada@example.com";

std::vector<Org> specimens(Of<Org>)
{
    return {{id, "Analytical Engines", moment, "owner"}};
}

std::vector<Member> specimens(Of<Member>)
{
    return {{id, email, "ada", "Ada", "admin", moment}, {id, email, {}, {}, "member", moment}};
}

std::vector<Invite> specimens(Of<Invite>)
{
    return {{id, id, email, "member", moment, moment}};
}

std::vector<Invitation> specimens(Of<Invitation>)
{
    return {{email, true}};
}

std::vector<Chosen> specimens(Of<Chosen>)
{
    return {{id, "eyJh...", 900}};
}

}   // namespace orgs
