// Whom the gate let in, as a guarded site gets to know them.
#pragma once
#include <string>
#include <vector>

namespace gate {

struct Person {
    struct Membership {
        std::string org;    // id
        std::string name;   // of the organisation
        std::string role;   // owner, admin or member
    };

    std::string account;   // id
    std::string email;
    std::string full_name;   // empty: none
    std::string username;    // empty: none
    bool verified = false;
    std::string kyc;                  // status; empty: never began
    std::vector<std::string> roles;   // on the whole server, in alphabetical order
    std::vector<Membership> memberships;
};

}   // namespace gate
