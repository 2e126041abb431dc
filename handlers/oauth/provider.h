// A provider with which people sign in. Only data.
#pragma once
#include <string>

namespace oauth {

struct Provider {
    enum Kind {
        openid,   // by discovery document and ID token (OpenID Connect Core and Discovery 1.0)
        github,   // by OAuth alone; who somebody is, its API tells
    };

    std::string name;   // "google", "github", or as the configuration has it; part of URLs
    Kind kind;
    std::string issuer;   // openid: as its tokens say; github: where it is
    std::string client_id;
    std::string client_secret;
    std::string scopes;              // separated by spaces
    std::string ca_file = {};        // empty: the system's certificates
    bool allow_private = false;      // it may be in a network of our own
    bool allow_other_port = false;   // than 443
};

}   // namespace oauth
