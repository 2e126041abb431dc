#include "tests/harness/client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <latch>
#include <thread>

#include "tests/harness/exchanges.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

constexpr long patience_ms = 20'000;

struct CloseHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t take_body(char* data, std::size_t, std::size_t count, void* answer)
{
    static_cast<Answer*>(answer)->body.append(data, count);
    return count;
}

// A status line begins anew: what came before was a 100 Continue.
std::size_t take_header(char* data, std::size_t, std::size_t count, void* taken)
{
    auto& headers = static_cast<Answer*>(taken)->headers;
    const std::string_view line{data, count};
    if (line.starts_with("HTTP/")) headers.clear();
    if (auto header = header_line(line)) headers.push_back(std::move(*header));
    return count;
}

bool is_odd(unsigned char c)
{
    return c <= 0x20 || c >= 0x7f || c == '#';
}

bool names_type(const std::string& header)
{
    constexpr std::string_view name = "content-type";
    return header.size() > name.size() &&
           std::ranges::equal(header.substr(0, name.size()), name, {},
                              [](char c) { return char(std::tolower(static_cast<unsigned char>(c))); });
}

std::unique_ptr<curl_slist, FreeList> header_list(const Sent& sent)
{
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    for (const std::string& header : sent.headers) list = curl_slist_append(list, header.c_str());
    if (sent.body && std::ranges::none_of(sent.headers, names_type))
        list = curl_slist_append(list, "Content-Type: application/json");
    return std::unique_ptr<curl_slist, FreeList>{list};
}

std::vector<std::string> with_bearer(const std::string& bearer)
{
    if (bearer.empty()) return {};
    return {"Authorization: Bearer " + bearer};
}

}   // namespace

std::optional<std::pair<std::string, std::string>> header_line(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string name{line.substr(0, colon)};
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.back() == '\r' || value.back() == '\n')) value.remove_suffix(1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return std::pair{std::move(name), std::string{value}};
}

std::optional<std::string> Answer::header(std::string_view name) const
{
    const auto values = all(name);
    if (values.empty()) return std::nullopt;
    return values.front();
}

std::vector<std::string> Answer::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [key, value] : headers)
        if (key == name) values.push_back(value);
    return values;
}

std::string Answer::text(std::string_view member) const
{
    const auto json = http::parse_json(body);
    const auto found = json ? json->view().find(member) : std::nullopt;
    return found ? std::string{found->text()} : std::string{};
}

http::JsonTree Answer::json() const
{
    auto parsed = http::parse_json(body);
    if (!parsed) FAIL(("status " + std::to_string(status) + ", and this is no JSON: " + body).c_str());
    return std::move(*parsed);
}

struct Client::State {
    std::string base;
    std::string ca_file;
    std::unique_ptr<CURL, CloseHandle> handle{curl_easy_init()};
};

Client::Client(std::string base, std::string ca_file) : state_{std::make_unique<State>()}
{
    state_->base = std::move(base);
    state_->ca_file = std::move(ca_file);
    // Any cookie makes the jar, which every reset then keeps; the list that COOKIEFILE makes would leak at a
    // reset.
    curl_easy_setopt(state_->handle.get(), CURLOPT_COOKIELIST,
                     "Set-Cookie: jar=open; domain=nowhere.example");
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

const std::string& Client::base() const
{
    return state_->base;
}

Answer Client::send(const Sent& sent)
{
    CURL* const handle = state_->handle.get();
    const auto headers = header_list(sent);
    const bool odd = std::ranges::any_of(sent.path, is_odd);
    Answer answer;
    curl_easy_setopt(handle, CURLOPT_URL, (state_->base + (odd ? "/" : sent.path)).c_str());
    if (odd) curl_easy_setopt(handle, CURLOPT_REQUEST_TARGET, sent.path.c_str());
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    if (!state_->ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, state_->ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, patience_ms);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
    if (sent.body) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, sent.body->data());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(sent.body->size()));
    }
    if (sent.method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, sent.method.c_str());
    const bool answered = curl_easy_perform(handle) == CURLE_OK;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_reset(handle);   // keeps the connection and the cookies
    answer.status = int(status);
    if (!answered) return {};
    note_exchange(state_->base, sent, answer);
    return answer;
}

Answer Client::get(const std::string& path, const std::string& bearer)
{
    return send({"GET", path, {}, with_bearer(bearer)});
}

Answer Client::post(const std::string& path, const std::string& json_body, const std::string& bearer)
{
    return send({"POST", path, json_body, with_bearer(bearer)});
}

void Client::forget_cookies()
{
    curl_easy_setopt(state_->handle.get(), CURLOPT_COOKIELIST, "ALL");
}

std::vector<Answer> at_once(const std::string& base, int times, const Sent& sent)
{
    std::vector<Answer> answers(static_cast<std::size_t>(times));
    std::latch start{times};
    std::vector<std::jthread> callers;
    for (Answer& answer : answers)
        callers.emplace_back([&] {
            Client client{base};
            start.arrive_and_wait();
            answer = client.send(sent);
        });
    callers.clear();   // joins
    return answers;
}

}   // namespace test
