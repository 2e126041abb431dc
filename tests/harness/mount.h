// A front end of one contract: knows the contract's mount, so that tests name paths as the contract does.
#pragma once
#include <string>
#include <vector>

#include "tests/harness/client.h"
#include "tests/harness/sandbox.h"

namespace test {

class Mount {
public:
    Mount(const Sandbox& sandbox, std::string prefix) : Mount{sandbox.client(), std::move(prefix)} {}
    Mount(Client client, std::string prefix) : client_{std::move(client)}, prefix_{std::move(prefix)} {}

    Answer get(const std::string& path, const std::string& bearer = {});
    Answer post(const std::string& path, const std::string& json_body = {}, const std::string& bearer = {});
    Answer send(Sent sent);
    std::vector<Answer> post_at_once(int times, const std::string& path, const std::string& json_body) const;
    Client& client() { return client_; }
    const std::string& prefix() const { return prefix_; }

private:
    Client client_;
    std::string prefix_;
};

Mount shipfastai(const Sandbox& sandbox = Sandbox::shared());
Mount hydracore(const Sandbox& sandbox = Sandbox::shared());
Mount mechamental(const Sandbox& sandbox = Sandbox::shared());
Mount bitcain(const Sandbox& sandbox = Sandbox::shared());   // on the second port
Mount bitcain_keys(const Sandbox& sandbox = Sandbox::shared());
Mount bitcain_kyc(const Sandbox& sandbox = Sandbox::shared());

}   // namespace test
