// A whole sandbox for the tests: Postgres, workers, mailer and nginx on ports and in a directory of its own,
// started by tests/sandbox/sandbox.sh and gone without a trace when it ends.
#pragma once
#include <string>
#include <vector>

#include "tests/harness/client.h"
#include "tests/harness/mailbox.h"
#include "tests/harness/process.h"

namespace test {

class Sandbox {
public:
    // settings: LATCHKEY_... keys, and sandbox.sh's WORKERS. Unless they say otherwise, hashing is cheap
    // (LATCHKEY_SCRYPT=10,8,1), limits are off and mailed links lead to https://app.example.com. Fails the
    // test when it does not come up.
    explicit Sandbox(const Settings& settings = {});
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    std::string base() const;                                     // http://127.0.0.1:PORT
    std::string second_base() const;                              // http://127.0.0.1:PORT+1
    const std::string& directory() const { return directory_; }   // RUN_DIR
    Client client() const { return Client{base()}; }
    Mailbox mailbox() const { return Mailbox{directory_ + "/mail"}; }
    std::string setting(const std::string& key) const;   // of RUN_DIR/env, without LATCHKEY_; "" when absent

    // latchkey --env-file RUN_DIR/env WORDS...
    Ran latchkey(const std::vector<std::string>& words, const std::string& input = {}) const;
    // tests/sandbox/sandbox.sh WORDS... for this sandbox (postgres stop, mailer start, ...); fails the test
    // when that fails.
    void control(const std::vector<std::string>& words) const;
    // Rows of a query on its database, asked as its owner, columns separated by '|'; fails the test on an
    // error.
    std::vector<std::string> sql(const std::string& text) const;
    std::vector<int> worker_pids() const;   // the processes that answer, not their supervisor; ascending

    // The one that most tests share: started when a test first asks for it, ended after the last.
    static Sandbox& shared();
    // The same with limits on, Secure cookies and no grace for refresh tokens.
    static Sandbox& strict();

private:
    Ran script(const std::vector<std::string>& words) const;

    Settings settings_;
    std::string directory_;
    int port_;
};

}   // namespace test
