// The providers with which the people of the tests sign in, and a sandbox that knows them: "acme" and
// "ellipse" are clients of one OpenID provider that nobody here wrote, "github" is a stand-in (tests/oidc).
#pragma once
#include <string>

#include "tests/harness/client.h"
#include "tests/harness/mount.h"
#include "tests/harness/process.h"
#include "tests/harness/sandbox.h"

namespace test {

class World {
public:
    World();

    const Sandbox& sandbox() const { return sandbox_; }
    Mount auth() const { return shipfastai(sandbox_); }
    std::string issuer() const;

    // What the browser does at the OpenID provider: its login page as that person, its page for consent, and
    // back. Gives the path and query below the mount with which it comes back.
    std::string consent(const std::string& url, const std::string& login) const;
    // The same, but the person turns back at the login page.
    std::string turn_back(const std::string& url) const;

    // One person's whole way in: what the callback answered.
    Answer sign_in(Mount& auth, const std::string& provider, const std::string& login) const;
    // With the stand-in, by a code that says what shall happen there (tests/oidc/hub.mjs).
    Answer by_hub(Mount& auth, const std::string& code) const;

private:
    std::string directory_;   // certificate and key
    int port_;                // the next one is the stand-in's
    Sandbox sandbox_;
    Running provider_;
    Running hub_;
};

// Started when a test first asks for it, ended after the last.
World& world();

// A parameter of an address's query, decoded; "" when absent.
std::string parameter(const std::string& url, std::string_view name);

}   // namespace test
