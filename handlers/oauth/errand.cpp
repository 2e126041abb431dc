#include "handlers/oauth/errand.h"

#include <algorithm>
#include <cctype>

#include "fcgi/crypto/seal.h"
#include "fcgi/http/fields.h"
#include "fcgi/net/https.h"
#include "fcgi/sys/encoding.h"

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace oauth {

namespace {

constexpr auto patience = 5s;   // for all calls of one sign-in

// "application/json", "application/jwk-set+json; charset=utf-8"
bool is_json(std::string_view content_type)
{
    std::string type{content_type.substr(0, content_type.find(';'))};
    while (type.ends_with(' ')) type.pop_back();
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

// RFC 6749 section 2.3.1: both parts are encoded before they are joined.
std::string basic(const Provider& provider)
{
    const std::string pair =
        http::percent_encoded(provider.client_id) + ":" + http::percent_encoded(provider.client_secret);
    return "Authorization: Basic " + sys::base64(pair);
}

}   // namespace

std::unexpected<Refusal> failed(std::string why)
{
    return refuse(Fault::provider_failed, std::move(why));
}

Errand::Errand(const Provider& provider) : provider_{provider}, deadline_{Clock::now() + patience} {}

Result<Errand::Answer> Errand::ask(const std::string& url, std::vector<std::string> headers,
                                   const std::string* body)
{
    headers.push_back("Accept: application/json");
    headers.push_back("User-Agent: Latchkey");
    net::Call call{.url = url,
                   .headers = std::move(headers),
                   .allow_private = provider_.allow_private,
                   .allow_other_port = provider_.allow_other_port,
                   .ca_file = provider_.ca_file,
                   .most = max_answer};
    if (body) call.body = *body;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left <= 0ms) return failed("it did not answer in time");
    const auto reply = net::https_call(call, left);
    if (call.body) crypto::wipe(*call.body);
    if (reply.status == 0) return failed(reply.problem);
    if (!is_json(reply.content_type)) return failed("status " + std::to_string(reply.status) + ", not JSON");
    auto json = http::parse_json(reply.body);
    if (!json) return failed("its JSON is broken: " + std::string{json.error().text});
    return Answer{reply.status, std::move(*json)};
}

Result<Errand::Answer> Errand::get(const std::string& url, const std::string& bearer)
{
    if (bearer.empty()) return ask(url, {}, nullptr);
    return ask(url, {"Authorization: Bearer " + bearer}, nullptr);
}

Result<Errand::Answer> Errand::post(const std::string& url, const Form& form, bool authenticated)
{
    std::string body;
    for (const auto& [name, value] : form)
        ((body += body.empty() ? "" : "&") += name) += "=" + http::percent_encoded(value);
    std::vector<std::string> headers{"Content-Type: application/x-www-form-urlencoded"};
    if (authenticated) headers.push_back(basic(provider_));
    auto answer = ask(url, std::move(headers), &body);
    crypto::wipe(body);
    return answer;
}

Result<http::JsonTree> Errand::fetch(const std::string& url, const std::string& bearer)
{
    auto answer = get(url, bearer);
    if (!answer) return std::unexpected{std::move(answer.error())};
    if (answer->status != 200) return failed("status " + std::to_string(answer->status));
    return std::move(answer->json);
}

}   // namespace oauth
