// Names are looked up by libcurl in a first transfer that opens no socket and only notes the addresses, since
// that one look-up can be given up in time; the second transfer is pinned to an address that was judged.
#include "fcgi/net/https.h"

#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>

#include "fcgi/net/address.h"
#include "fcgi/net/curl.h"

namespace net {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

using curl::Handle;
using curl::List;
using curl::part;
using curl::Url;

struct Target {
    std::string host;   // a name, or an address (of IPv6 in brackets)
    std::string port;
};

std::optional<Target> parse_target(const Call& call)
{
    const Url url{curl_url()};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, call.url.c_str(), 0) != CURLUE_OK) return std::nullopt;
    const std::string scheme = part(url, CURLUPART_SCHEME);
    const bool allowed = scheme == "https" || (scheme == "http" && call.allow_plain);
    if (!allowed || !part(url, CURLUPART_USER).empty()) return std::nullopt;
    Target target{part(url, CURLUPART_HOST), part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    const bool usual = target.port == (scheme == "https" ? "443" : "80");
    if (target.host.empty() || (!usual && !call.allow_other_port)) return std::nullopt;
    return target;
}

// A transfer that is set up. Everything it points at must outlive it.
class Transfer {
public:
    Transfer(const Call& call, Clock::time_point deadline) : handle_{curl_easy_init()}
    {
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count();
        set(CURLOPT_URL, call.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, call.allow_plain ? "http,https" : "https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROXY, "");   // none from the environment
        set(CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L);   // don't wait for a name server that keeps silent
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
        set(CURLOPT_TIMEOUT_MS, std::max(long(left), 1L));   // 0 would be none
        if (!call.ca_file.empty()) set(CURLOPT_CAINFO, call.ca_file.c_str());
    }
    template <typename Value>
    void set(CURLoption option, Value value)
    {
        if (handle_ && problem_ == CURLE_OK) problem_ = (curl_easy_setopt)(handle_.get(), option, value);
    }
    CURLcode run()
    {
        if (!handle_) return CURLE_OUT_OF_MEMORY;
        return problem_ == CURLE_OK ? curl_easy_perform(handle_.get()) : problem_;
    }
    int status() const
    {
        long code = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
        return int(code);
    }
    std::string content_type() const
    {
        const char* text = nullptr;
        curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_TYPE, &text);
        return text ? text : "";
    }

private:
    CURLcode problem_ = CURLE_OK;
    Handle handle_;
};

// A server that hangs up in the middle must not end the process, whatever that does about SIGPIPE. While it
// lives, the thread gets none; one that came is taken away before others may see it.
class WithoutPipeSignal {
public:
    WithoutPipeSignal()
    {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~WithoutPipeSignal()
    {
        const timespec at_once{};
        while (sigismember(&before_, SIGPIPE) == 0 && sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    WithoutPipeSignal(const WithoutPipeSignal&) = delete;
    WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
};

using Addresses = std::vector<Address>;

curl_socket_t note_address(void* found, curlsocktype, curl_sockaddr* to)
{
    if (const auto address = address_of(to->addr)) static_cast<Addresses*>(found)->push_back(*address);
    return CURL_SOCKET_BAD;
}

// Whatever libcurl makes of names and addresses written in odd ways: what was not judged is not dialled.
curl_socket_t dial_only(void* judged, curlsocktype, curl_sockaddr* to)
{
    const auto address = address_of(to->addr);
    const Addresses& good = *static_cast<const Addresses*>(judged);
    if (!address || std::ranges::find(good, *address) == good.end()) return CURL_SOCKET_BAD;
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

struct Intake {
    std::string& body;
    std::size_t most;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* intake)
{
    auto& [body, most] = *static_cast<Intake*>(intake);
    if (body.size() + size * count > most) return 0;
    body.append(data, size * count);
    return size * count;
}

std::string in_words(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return "its name does not resolve";
    case CURLE_OPERATION_TIMEDOUT: return "it did not answer in time";
    case CURLE_WRITE_ERROR: return "its answer is too long";
    case CURLE_PEER_FAILED_VERIFICATION: return "its certificate is not good";
    case CURLE_COULDNT_CONNECT: return "it can't be reached";
    default: return curl_easy_strerror(code);
    }
}

// Where the call may go, or why nowhere.
struct Destination {
    Addresses judged;
    std::string problem;
};

Destination judged_destination(const Call& call, Clock::time_point deadline)
{
    Addresses found;
    Transfer lookup{call, deadline};
    lookup.set(CURLOPT_OPENSOCKETFUNCTION, note_address);
    lookup.set(CURLOPT_OPENSOCKETDATA, &found);
    const CURLcode code = lookup.run();
    if (found.empty()) return {{}, in_words(code)};
    if (!call.allow_private && !std::ranges::all_of(found, is_public))
        return {{}, "its address is not a public one"};
    return {std::move(found), {}};
}

// HOST:PORT:ADDRESS,ADDRESS
std::string pin(const Target& target, const Addresses& judged)
{
    std::string line = target.host + ":" + target.port + ":";
    for (const Address& address : judged) {
        if (!line.ends_with(':')) line += ',';
        line += address.is_v4 ? text(address) : "[" + text(address) + "]";
    }
    return line;
}

}   // namespace

Reply https_call(const Call& call, milliseconds patience)
{
    const WithoutPipeSignal quiet;
    const auto deadline = Clock::now() + patience;
    const auto target = parse_target(call);
    if (!target) return {.problem = "its URL is not one we call"};
    auto destination = judged_destination(call, deadline);
    if (destination.judged.empty()) return {.problem = std::move(destination.problem)};

    List resolved;
    List headers;
    bool whole = resolved.add(pin(*target, destination.judged));
    for (const std::string& header : call.headers) whole = whole && headers.add(header);
    if (!whole) return {.problem = "memory is short"};
    Reply reply;
    Intake intake{reply.body, call.most};
    Transfer transfer{call, deadline};
    transfer.set(CURLOPT_RESOLVE, resolved.get());
    transfer.set(CURLOPT_OPENSOCKETFUNCTION, dial_only);
    transfer.set(CURLOPT_OPENSOCKETDATA, &destination.judged);
    transfer.set(CURLOPT_HTTPHEADER, headers.get());
    transfer.set(CURLOPT_WRITEFUNCTION, take_body);
    transfer.set(CURLOPT_WRITEDATA, &intake);
    if (call.body) {
        transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(call.body->size()));
        transfer.set(CURLOPT_POSTFIELDS, call.body->data());
    }
    const CURLcode code = transfer.run();
    if (code != CURLE_OK) return {.problem = in_words(code)};
    reply.status = transfer.status();
    reply.content_type = transfer.content_type();
    return reply;
}

}   // namespace net
