// Organisations and their people, for the tests of the rows about them.
#pragma once
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

namespace test {

struct OrgPerson {
    Person person;
    std::string id;
    std::string access;

    OrgPerson();   // with an account that is verified, signed in
};

// An organisation with one of each role; the names say which.
struct OrgPeople {
    OrgPerson owner, admin, member, outsider;
    std::string org;

    OrgPeople();
};

std::string fresh_org_name();

// "/orgs/{org_id}/members" with the values put in for the names in braces, in their order.
std::string at(std::string path, std::initializer_list<std::string_view> values);

Answer ask(const std::string& method, const std::string& path, const std::string& bearer,
           const std::string& body = {});
Answer get_from(const std::string& path, const std::string& bearer);
Answer post_to(const std::string& path, const std::string& bearer, const std::string& body);
Answer delete_at(const std::string& path, const std::string& bearer);

// As the sysadmin prints it.
std::string cli_member(const std::vector<std::string>& words, std::string_view name);

}   // namespace test
