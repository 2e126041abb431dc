#include "tests/harness/mount.h"

namespace test {

Answer Mount::get(const std::string& path, const std::string& bearer)
{
    return client_.get(prefix_ + path, bearer);
}

Answer Mount::post(const std::string& path, const std::string& json_body, const std::string& bearer)
{
    return client_.post(prefix_ + path, json_body, bearer);
}

Answer Mount::send(Sent sent)
{
    sent.path = prefix_ + sent.path;
    return client_.send(sent);
}

std::vector<Answer> Mount::post_at_once(int times, const std::string& path,
                                        const std::string& json_body) const
{
    return at_once(client_.base(), times, {"POST", prefix_ + path, json_body});
}

Mount shipfastai(const Sandbox& sandbox)
{
    return {sandbox, "/api/auth"};
}

Mount hydracore(const Sandbox& sandbox)
{
    return {sandbox, "/auth"};
}

Mount mechamental(const Sandbox& sandbox)
{
    return {sandbox, "/v1/auth"};
}

Mount bitcain(const Sandbox& sandbox)
{
    return {Client{sandbox.second_base()}, "/auth"};
}

Mount bitcain_keys(const Sandbox& sandbox)
{
    return {sandbox, "/api/v1/api-keys"};
}

Mount bitcain_kyc(const Sandbox& sandbox)
{
    return {sandbox, "/api/kyc"};
}

}   // namespace test
