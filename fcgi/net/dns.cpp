#include "fcgi/net/dns.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <span>

namespace net {

namespace {

// A state of our own: what libc keeps for the process belongs to its threads.
class Resolver {
public:
    Resolver(std::chrono::seconds patience, const std::optional<sockaddr_in>& server)
    {
        ready_ = ::res_ninit(&state_) == 0;
        state_.retrans = int(patience.count());
        state_.retry = 2;
        if (!server) return;
        state_.nscount = 1;
        state_.nsaddr_list[0] = *server;
    }
    ~Resolver() { ::res_nclose(&state_); }
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    // The size of the answer; -1: h_errno says why there is none.
    int ask(const std::string& name, std::span<unsigned char> answer)
    {
        if (!ready_) return -1;
        return ::res_nquery(&state_, name.c_str(), ns_c_in, ns_t_txt, answer.data(), int(answer.size()));
    }
    int error() const { return ready_ ? state_.res_h_errno : NO_RECOVERY; }

private:
    struct __res_state state_ {};
    bool ready_ = false;
};

// Pieces, each behind its length.
std::string joined(const unsigned char* data, std::size_t size)
{
    std::string text;
    for (std::size_t at = 0; at < size; at += 1U + data[at]) {
        const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
        text.append(reinterpret_cast<const char*>(data) + at + 1, length);
    }
    return text;
}

// Nothing when the answer is none.
std::optional<std::vector<std::string>> texts_of(std::span<const unsigned char> answer)
{
    ns_msg message;
    if (::ns_initparse(answer.data(), int(answer.size()), &message) != 0) return std::nullopt;
    std::vector<std::string> texts;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
        ns_rr record;
        if (::ns_parserr(&message, ns_s_an, i, &record) != 0) return std::nullopt;
        if (ns_rr_type(record) == ns_t_txt) texts.push_back(joined(ns_rr_rdata(record), ns_rr_rdlen(record)));
    }
    return texts;
}

}   // namespace

TextRecords text_records(const std::string& name, std::chrono::seconds patience,
                         const std::optional<sockaddr_in>& server)
{
    Resolver resolver{patience, server};
    std::array<unsigned char, NS_MAXMSG> answer;
    const int size = resolver.ask(name, answer);
    if (size < 0 && resolver.error() == HOST_NOT_FOUND) return {TextRecords::no_name};
    if (size < 0 && resolver.error() == NO_DATA) return {TextRecords::empty};
    if (size < 0) return {TextRecords::silent};
    auto texts = texts_of(std::span{answer}.first(std::min(std::size_t(size), answer.size())));
    if (!texts) return {TextRecords::silent};
    if (texts->empty()) return {TextRecords::empty};
    return {TextRecords::found, std::move(*texts)};
}

}   // namespace net
