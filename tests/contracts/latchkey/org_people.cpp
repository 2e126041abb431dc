#include "tests/contracts/latchkey/org_people.h"

#include <CppUTest/TestHarness.h>

namespace test {

OrgPerson::OrgPerson() : person{verified()}
{
    Mount auth = shipfastai();
    access = signed_in(auth, person).access;
    id = auth.get("/me", access).text("id");
}

std::string fresh_org_name()
{
    static int made = 0;
    return "Organization " + std::to_string(++made);
}

OrgPeople::OrgPeople()
{
    org = ask("POST", "/orgs", owner.access, object({{"name", fresh_org_name()}})).text("org_id");
    for (const auto& [person, role] : {std::pair{&admin, "admin"}, std::pair{&member, "member"}}) {
        const Answer answer = post_to(at("/orgs/{org_id}/members", {org}), owner.access,
                                      object({{"user_id", person->id}, {"role", role}}));
        LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
    }
}

std::string at(std::string path, std::initializer_list<std::string_view> values)
{
    for (const std::string_view value : values) {
        const auto open = path.find('{');
        path.replace(open, path.find('}') - open + 1, value);
    }
    return path;
}

Answer ask(const std::string& method, const std::string& path, const std::string& bearer,
           const std::string& body)
{
    Mount mount = shipfastai();
    Sent sent{method, path, {}, {}};
    if (!bearer.empty()) sent.headers.push_back("Authorization: Bearer " + bearer);
    if (!body.empty()) sent.body = body;
    return mount.send(sent);
}

Answer get_from(const std::string& path, const std::string& bearer)
{
    return ask("GET", path, bearer);
}

Answer post_to(const std::string& path, const std::string& bearer, const std::string& body)
{
    return ask("POST", path, bearer, body);
}

Answer delete_at(const std::string& path, const std::string& bearer)
{
    return ask("DELETE", path, bearer);
}

std::string cli_member(const std::vector<std::string>& words, std::string_view name)
{
    const Ran ran = Sandbox::shared().latchkey(words);
    LONGS_EQUAL_TEXT(0, ran.exit, ran.err.c_str());
    const auto json = http::parse_json(ran.out);
    CHECK_TEXT(json.has_value(), ran.out.c_str());
    return std::string{json->view().find(name)->text()};
}

}   // namespace test
