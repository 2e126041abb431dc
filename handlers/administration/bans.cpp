// latchkey ban ...: who is refused for a time, wherever they knock.
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <ostream>

#include "fcgi/db/pool.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/encoding.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/bans/ban_store.h"
#include "handlers/contracts/framework.h"

namespace administration {

namespace {

constexpr std::int64_t longest = 3650LL * 86400;
constexpr std::size_t longest_reason = 200;   // bytes

// "90", "90s", "15m", "12h", "7d"; a bare number is seconds, as fail2ban has them.
std::int64_t duration(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit = text.substr(std::size_t(end - text.data()));
    const std::int64_t seconds = unit.empty() || unit == "s" ? 1
                                 : unit == "m"               ? 60
                                 : unit == "h"               ? 3600
                                 : unit == "d"               ? 86400
                                                             : 0;
    if (error != std::errc{} || seconds == 0 || number < 1 || number > longest / seconds)
        throw Misuse{"--for is a duration such as 15m, 12h or 7d, ten years at most"};
    return number * seconds;
}

bans::Network named_network(Words& words)
{
    const std::string text = words.take_next();
    const auto network = bans::network(text);
    if (!network)
        throw Misuse{"\"" + text + "\" is no address or network, such as 203.0.113.7 or 2001:db8::/48"};
    return *network;
}

std::optional<bans::Address> address_of(const sockaddr* one)
{
    if (one && one->sa_family == AF_INET) {
        bans::Address found{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        const auto& in = reinterpret_cast<const sockaddr_in*>(one)->sin_addr;
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&in), 4, &found[12]);
        return found;
    }
    if (!one || one->sa_family != AF_INET6) return std::nullopt;
    bans::Address found{};
    std::copy_n(reinterpret_cast<const sockaddr_in6*>(one)->sin6_addr.s6_addr, 16, found.begin());
    return found;
}

// Whether it holds an address of this host: nginx's own, when it is asked from here or stands behind a proxy
// whose word it does not take.
bool is_ours(const bans::Network& network)
{
    for (const char* const loopback : {"127.0.0.0/8", "::1/128"})
        if (overlap(network, *bans::network(loopback))) return true;
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return false;
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all{first, ::freeifaddrs};
    for (const ifaddrs* each = first; each; each = each->ifa_next)
        if (const auto one = address_of(each->ifa_addr); one && network.contains(*one)) return true;
    return false;
}

// The user of this host behind the sentence.
std::string who()
{
    const auto environment = sys::environment();
    for (const char* const name : {"SUDO_USER", "LOGNAME", "USER"})
        if (const auto found = environment.find(name); found != environment.end() && !found->second.empty())
            return sys::is_utf8(found->second) ? found->second.substr(0, 100) : "cli";
    return "cli";
}

std::string text(std::int64_t seconds)
{
    return contracts::iso8601(seconds * 1'000'000);
}

void show(const Desk& desk, const bans::Ban& ban)
{
    if (!desk.json) {
        desk.out << ban.network.text() << "  until " << text(ban.until) << "  by " << ban.by
                 << (ban.reason.empty() ? "" : "  ") << ban.reason << '\n';
        return;
    }
    http::Json json;
    json.with("network", ban.network.text())
        .with("until", text(ban.until))
        .with("reason", ban.reason)
        .with("by", ban.by)
        .with("created_at", text(ban.since));
    desk.out << json.text() << '\n';
}

bool is_line(std::string_view reason)
{
    return reason.size() <= longest_reason && sys::is_utf8(reason) &&
           std::ranges::none_of(reason, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}   // namespace

Exit ban_list(const Desk& desk, Words words)
{
    words.end();
    Office office{desk};
    auto db = office.lease();
    for (const bans::Ban& ban : bans::list(db)) show(desk, ban);
    return done;
}

Exit ban_add(const Desk& desk, Words words)
{
    const std::int64_t seconds = duration(words.take_option("--for", "1d"));
    const std::string reason = words.take_option("--reason");
    const bool sure = words.take_flag("--yes");
    const auto network = named_network(words);
    words.end();
    if (!is_line(reason)) throw Misuse{"--reason is one line of at most 200 bytes"};
    if (!sure && is_ours(network)) {
        desk.err << "latchkey: " << network.text() << " holds an address of this host; --yes bans it\n";
        return refused;
    }
    Office office{desk};
    const Context cx = office.context();
    auto db = office.lease();
    const bans::Ban ban{network, cx.now() + seconds, reason, who(), cx.now()};
    bans::add(db, cx, ban, seconds);
    show(desk, ban);
    return done;
}

Exit ban_remove(const Desk& desk, Words words)
{
    const auto network = named_network(words);
    words.end();
    Office office{desk};
    const Context cx = office.context();
    auto db = office.lease();
    const bool was_there = bans::remove(db, cx, network);
    if (!was_there)
        desk.err << "latchkey: " << network.text() << " is not banned\n";
    else if (desk.json)
        desk.out << http::Json{}.with("removed", network.text()).text() << '\n';
    else
        desk.out << "removed " << network.text() << '\n';
    return was_there ? done : refused;
}

}   // namespace administration
