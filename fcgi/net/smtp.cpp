// One libcurl handle a message, nothing kept between two. What the server answered to which command decides
// between refused and try_later; everything that is not a clear 5xx to the message itself is try_later.
#include "fcgi/net/smtp.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>

#include "fcgi/net/curl.h"

namespace net {
namespace {

using curl::Handle;
using curl::List;
using curl::part;
using curl::Url;

enum class Tls { off, attempt, required };

struct Target {
    Url url;   // without our ?tls=
    Tls tls;
};

bool is_loopback(const std::string& host)
{
    in_addr address{};
    if (::inet_pton(AF_INET, host.c_str(), &address) == 1) return ntohl(address.s_addr) >> 24 == 127;
    return host == "localhost" || host == "[::1]";
}

std::optional<Tls> wanted_tls(const Url& url)
{
    const std::string query = part(url, CURLUPART_QUERY);
    const bool implicit = part(url, CURLUPART_SCHEME) == "smtps";
    if (query == "tls=required" || (query.empty() && implicit)) return Tls::required;
    if (implicit) return std::nullopt;   // smtps without TLS is none
    if (query == "tls=try") return Tls::attempt;
    if (query == "tls=off") return Tls::off;
    if (!query.empty()) return std::nullopt;
    return is_loopback(part(url, CURLUPART_HOST)) ? Tls::attempt : Tls::required;
}

std::optional<Target> parse_target(const std::string& text)
{
    Url url{curl_url()};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
    const std::string scheme = part(url, CURLUPART_SCHEME);
    if (scheme != "smtp" && scheme != "smtps") return std::nullopt;
    if (part(url, CURLUPART_PATH) != "/" || !part(url, CURLUPART_FRAGMENT).empty()) return std::nullopt;
    const auto tls = wanted_tls(url);
    if (!tls || curl_url_set(url.get(), CURLUPART_QUERY, nullptr, 0) != CURLUE_OK) return std::nullopt;
    return Target{std::move(url), *tls};
}

// The conversation as libcurl tells it: where we are and what the server said last.
class Dialogue {
public:
    explicit Dialogue(std::string_view message) : rest_{message} {}

    void sent(std::string_view line);
    void heard(std::string_view line);
    std::size_t give(char* buffer, std::size_t room);   // the message, piece by piece

    bool over() const { return over_; }
    bool refuses_message() const;
    std::string last_word() const;   // empty when the server did not answer; for people

private:
    std::string_view rest_;
    std::string stage_ = "greeting";   // the command last sent; "message" for what follows DATA
    std::string reply_;
    bool over_ = false;
};

// Lines that are no command (the second half of an AUTH) leave the stage as it is.
void Dialogue::sent(std::string_view line)
{
    static constexpr std::array<std::string_view, 9> commands = {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL",
                                                                 "RCPT", "DATA", "NOOP",     "QUIT"};
    const std::string_view word = line.substr(0, line.find_first_of(" \r"));
    if (over_ || std::ranges::find(commands, word) == commands.end()) return;
    over_ = word == "QUIT";
    if (over_) return;
    stage_ = word;
    reply_.clear();
}

void Dialogue::heard(std::string_view line)
{
    constexpr std::size_t most = 200;
    if (over_) return;
    reply_ = line.substr(0, std::min(line.find_first_of("\r\n"), most));
    for (char& c : reply_)
        if (c < ' ' || c > '~') c = '?';
}

std::size_t Dialogue::give(char* buffer, std::size_t room)
{
    if (stage_ == "DATA") {
        stage_ = "message";
        reply_.clear();
    }
    const std::size_t count = rest_.copy(buffer, room);
    rest_.remove_prefix(count);
    return count;
}

// 53x asks for TLS or a sign-in (RFC 3207, RFC 4954): our setup is wrong, not the message.
bool Dialogue::refuses_message() const
{
    const bool about_it = stage_ == "MAIL" || stage_ == "RCPT" || stage_ == "DATA" || stage_ == "message";
    return about_it && reply_.starts_with('5') && !reply_.starts_with("53");
}

// After AUTH the code only: a server may repeat what it was given.
std::string Dialogue::last_word() const
{
    if (reply_.empty()) return "";
    return stage_ + ": " + (stage_ == "AUTH" ? reply_.substr(0, 3) : reply_);
}

int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* dialogue)
{
    if (type == CURLINFO_HEADER_OUT) static_cast<Dialogue*>(dialogue)->sent({data, size});
    if (type == CURLINFO_HEADER_IN) static_cast<Dialogue*>(dialogue)->heard({data, size});
    return 0;
}

std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* dialogue)
{
    return static_cast<Dialogue*>(dialogue)->give(buffer, size * count);
}

// Stops the wait for the answer to QUIT, which no time limit of libcurl covers.
int on_progress(void* dialogue, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Dialogue*>(dialogue)->over() ? 1 : 0;
}

// A transfer that is set up. Everything it points at must outlive it.
class Transfer {
public:
    explicit Transfer(const Target& target) : handle_{curl_easy_init()}
    {
        set(CURLOPT_CURLU, target.url.get());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_PROXY, "");   // none from the environment
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set_tls(target.tls);
    }
    void follow(Dialogue& dialogue, std::chrono::seconds patience);
    void carry(const Envelope& envelope, Dialogue& dialogue, std::size_t size);
    void say_nothing();
    std::optional<std::string> run();   // what libcurl says is wrong

private:
    template <typename Value>
    void set(CURLoption option, Value value)
    {
        if (handle_ && problem_ == CURLE_OK) problem_ = (curl_easy_setopt)(handle_.get(), option, value);
    }
    void set_tls(Tls tls);

    List recipients_;
    std::array<char, CURL_ERROR_SIZE> words_{};
    CURLcode problem_ = CURLE_OK;
    Handle handle_;   // goes first
};

void Transfer::set_tls(Tls tls)
{
    const bool verified = tls == Tls::required;
    const long use = verified ? CURLUSESSL_ALL : tls == Tls::attempt ? CURLUSESSL_TRY : CURLUSESSL_NONE;
    set(CURLOPT_USE_SSL, use);
    set(CURLOPT_SSL_VERIFYPEER, verified ? 1L : 0L);
    set(CURLOPT_SSL_VERIFYHOST, verified ? 2L : 0L);
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
}

void Transfer::follow(Dialogue& dialogue, std::chrono::seconds patience)
{
    using std::chrono::milliseconds;
    // libcurl looks up once a second from its wait for the answer to QUIT, whatever the limit.
    const milliseconds rest = std::max(patience - milliseconds{1000}, milliseconds{patience} / 2);
    const long limit = std::max<long>(rest.count(), 1);   // 0 would be none
    set(CURLOPT_TIMEOUT_MS, limit);
    set(CURLOPT_CONNECTTIMEOUT_MS, limit);
    set(CURLOPT_VERBOSE, 1L);   // to our function only
    set(CURLOPT_DEBUGFUNCTION, on_debug);
    set(CURLOPT_DEBUGDATA, &dialogue);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, on_progress);
    set(CURLOPT_XFERINFODATA, &dialogue);
    set(CURLOPT_ERRORBUFFER, words_.data());
}

void Transfer::carry(const Envelope& envelope, Dialogue& dialogue, std::size_t size)
{
    set(CURLOPT_MAIL_FROM, envelope.from.c_str());
    if (!recipients_.add(envelope.to)) problem_ = CURLE_OUT_OF_MEMORY;
    set(CURLOPT_MAIL_RCPT, recipients_.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_INFILESIZE_LARGE, curl_off_t(size));
    set(CURLOPT_READFUNCTION, on_read);
    set(CURLOPT_READDATA, &dialogue);
}

void Transfer::say_nothing()
{
    set(CURLOPT_NOBODY, 1L);
    set(CURLOPT_CUSTOMREQUEST, "NOOP");
}

std::optional<std::string> Transfer::run()
{
    if (!handle_) return "libcurl gives no handle";
    if (problem_ == CURLE_OK) problem_ = curl_easy_perform(handle_.get());
    if (problem_ == CURLE_OK) return std::nullopt;
    return words_[0] != '\0' ? words_.data() : curl_easy_strerror(problem_);
}

}   // namespace

static Delivery outcome(Transfer& transfer, const Dialogue& dialogue)
{
    const auto problem = transfer.run();
    if (!problem) return {Delivery::accepted, dialogue.last_word()};
    if (dialogue.refuses_message()) return {Delivery::refused, dialogue.last_word()};
    const std::string word = dialogue.last_word();
    return {Delivery::try_later, word.empty() ? *problem : *problem + " (" + word + ")"};
}

static Delivery malformed()
{
    return {Delivery::try_later, "the mail target is malformed"};
}

Delivery send_by_smtp(const std::string& target, const Envelope& envelope, std::string_view message,
                      std::chrono::seconds patience)
{
    const auto parsed = parse_target(target);
    if (!parsed) return malformed();
    Dialogue dialogue{message};
    Transfer transfer{*parsed};
    transfer.follow(dialogue, patience);
    transfer.carry(envelope, dialogue, message.size());
    return outcome(transfer, dialogue);
}

Delivery greet_by_smtp(const std::string& target, std::chrono::seconds patience)
{
    const auto parsed = parse_target(target);
    if (!parsed) return malformed();
    Dialogue dialogue{{}};
    Transfer transfer{*parsed};
    transfer.follow(dialogue, patience);
    transfer.say_nothing();
    return outcome(transfer, dialogue);
}

}   // namespace net
