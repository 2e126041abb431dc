// The calls one sign-in makes to its provider. All of them together end in time; each answer is bounded,
// unpacked by nobody, followed nowhere, and JSON or refused.
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "fcgi/http/json_tree.h"
#include "handlers/fault.h"
#include "handlers/oauth/provider.h"

namespace oauth {

inline constexpr std::size_t max_answer = 256 * 1024;   // bytes

// What a provider may not do; about is why, for the log, and holds nothing the provider sent.
std::unexpected<Refusal> failed(std::string why);

class Errand {
public:
    explicit Errand(const Provider& provider);

    const Provider& provider() const { return provider_; }

    struct Answer {
        int status;
        http::JsonTree json;
    };
    // Both refuse with provider_failed: nobody there, too late, too long, not JSON, or duplicate names in it.
    Result<Answer> get(const std::string& url, const std::string& bearer = {});
    using Form = std::vector<std::pair<std::string_view, std::string>>;
    Result<Answer> post(const std::string& url, const Form& form, bool authenticated);
    // As get(), and refuses any status but 200.
    Result<http::JsonTree> fetch(const std::string& url, const std::string& bearer = {});

private:
    Result<Answer> ask(const std::string& url, std::vector<std::string> headers, const std::string* body);

    const Provider& provider_;
    const std::chrono::steady_clock::time_point deadline_;
};

}   // namespace oauth
