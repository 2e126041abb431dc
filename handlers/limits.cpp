#include "handlers/limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>

#include "fcgi/crypto/digest.h"

using namespace std::chrono_literals;

std::string network_of(std::string_view address)
{
    std::string text{address};
    in6_addr whole{};
    if (inet_pton(AF_INET6, text.c_str(), &whole) != 1) return text;
    char printed[INET6_ADDRSTRLEN] = {};
    if (IN6_IS_ADDR_V4MAPPED(&whole)) {
        inet_ntop(AF_INET, &whole.s6_addr[12], printed, sizeof printed);
        return printed;
    }
    std::fill(&whole.s6_addr[8], &whole.s6_addr[16], std::uint8_t{0});
    inet_ntop(AF_INET6, &whole, printed, sizeof printed);
    return std::string{printed} + "/64";
}

// Buckets are named by a digest: no table of who tried to sign in where.
static std::string bucket(std::string_view kind, std::string_view whose)
{
    return crypto::sha256(std::string{kind} + '\0' + std::string{whose}).substr(0, 16);
}

static std::string folded(std::string_view email)
{
    std::string key{email};
    std::ranges::transform(key, key.begin(),
                           [](unsigned char c) { return char(c < 0x80 ? std::tolower(c) : c); });
    return key;
}

static std::vector<Budget> budgets(Limit limit, const std::string& account, const std::string& network)
{
    switch (limit) {
    case Limit::relaxed: return {};
    case Limit::typed_credentials:
    case Limit::credentials:   // narrow first: a guesser in one place can't use up the account's budget
                               // (60 of 100)
        return {{bucket("login", account + '\0' + network), 10, 10min, false, true},
                {bucket("login account", account), 100, 60min, false, true},
                {bucket("login network", network), 300, 5min}};
    case Limit::registration: return {{bucket("register", network), 100, 10min}};
    case Limit::mail:
        return {{bucket("mail network", network), 100, 10min}, {bucket("mail", account), 3, 10min}};
    case Limit::mail_quietly:
        return {{bucket("mail network", network), 100, 10min}, {bucket("mail", account), 3, 10min, true}};
    case Limit::outgoing_call: return {{bucket("outgoing", account), 20, 10min}};
    case Limit::mailed_token: return {{bucket("token", network), 100, 5min}};
    case Limit::sign_in: return {{bucket("oauth", network), 100, 5min}};
    }
    return {};
}

std::optional<Admission> admission(Limit limit, const Input& in, std::string_view address,
                                   std::string_view caller)
{
    if (limit == Limit::typed_credentials && !in.has(Key::password)) return std::nullopt;
    const std::string account = in.has(Key::email) ? folded(in[Key::email]) : std::string{caller};
    const std::string network = network_of(address);
    auto drawn = budgets(limit, account, network);
    if (drawn.empty()) return std::nullopt;
    const bool by_name = limit == Limit::credentials && account.empty() && in.has(Key::username);
    if (by_name) return Admission{std::move(drawn), Typed{std::string{in[Key::username]}, network}};
    return Admission{std::move(drawn)};
}
