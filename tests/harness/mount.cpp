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

}   // namespace test
