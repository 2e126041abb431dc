// libpq leaves connect_timeout to whoever connects without blocking, so the list of hosts is walked here.
#include "fcgi/db/connect.h"

#include <poll.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <vector>

#include "fcgi/sys/failure.h"

namespace db {
namespace {

using Keywords = Server::Keywords;

// What the URI sets itself stays, except for what Row relies on. PgBouncer refuses whoever comes with
// options.
Keywords complete(Keywords keywords, std::chrono::milliseconds patience, bool is_pooled)
{
    const std::string limit = std::to_string(patience.count());
    const std::string ours = "-c statement_timeout=" + limit + " -c lock_timeout=" + limit +
                             " -c idle_in_transaction_session_timeout=" + limit + " -c search_path=public";
    // Every statement finds its rows by keys, whatever the values: planned once, not before each execution.
    const std::string plans = " -c plan_cache_mode=force_generic_plan";
    const std::string forms = " -c timezone=UTC -c datestyle=ISO -c bytea_output=hex";
    if (!is_pooled) keywords["options"] = ours + plans + " " + keywords["options"] + forms;
    keywords["client_encoding"] = "UTF8";
    keywords.insert({{"application_name", "latchkey"},
                     {"connect_timeout", "2"},
                     {"tcp_user_timeout", "5000"},
                     {"keepalives", "1"},
                     {"keepalives_idle", "10"},
                     {"keepalives_interval", "2"},
                     {"keepalives_count", "3"}});
    return keywords;
}

std::vector<std::string> split(const std::string& list)
{
    std::vector<std::string> parts(1);
    for (const char c : list)
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

// One set of keywords a host. A list libpq alone can weigh or complain about stays whole.
std::vector<Keywords> targets(const Keywords& all)
{
    const auto listed = [&](const char* name) {
        const auto found = all.find(name);
        return found == all.end() ? std::vector<std::string>{} : split(found->second);
    };
    std::map<const char*, std::vector<std::string>> lists;
    for (const char* name : {"host", "hostaddr", "port"}) lists[name] = listed(name);
    const auto attributes = all.find("target_session_attrs");
    if (attributes != all.end() && attributes->second == "prefer-standby") return {all};

    std::size_t hosts = 1;
    for (const auto& [name, list] : lists) hosts = std::max(hosts, list.size());
    std::vector<Keywords> each(hosts, all);
    for (const auto& [name, list] : lists) {
        if (list.size() > 1 && list.size() != hosts) return {all};
        for (std::size_t host = 0; host < hosts && list.size() > 1; ++host) each[host][name] = list[host];
    }
    return each;
}

// As libpq reads it: whole seconds, none of them meaning for ever.
std::chrono::milliseconds time_for_a_host(const Keywords& keywords)
{
    const std::string& text = keywords.at("connect_timeout");
    int seconds = 2;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return seconds > 0 ? std::chrono::seconds{seconds} : std::chrono::hours{1};
}

// libpq's lines in one, without the hints it indents.
std::string reason(const Handle& handle)
{
    const std::string text = PQerrorMessage(handle.get());
    std::string line;
    for (std::size_t from = 0, to; from < text.size(); from = to + 1) {
        to = std::min(text.find('\n', from), text.size());
        if (text[from] != '\t' && to > from)
            line += (line.empty() ? "" : "; ") + text.substr(from, to - from);
    }
    return line;
}

Handle begin(const Keywords& keywords)
{
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : keywords) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    Handle handle{PQconnectStartParams(names.data(), values.data(), 0)};
    if (!handle) throw std::bad_alloc{};
    return handle;
}

// Nothing when this host cannot be had in time; why is added to `reasons`.
Handle try_host(const Keywords& keywords, const Until& until, std::string& reasons)
{
    Handle handle = begin(keywords);
    auto wanted = PQstatus(handle.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
        const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (!ready(PQsocket(handle.get()), events, until)) {
            reasons += ": no answer in time";
            return {};
        }
        wanted = PQconnectPoll(handle.get());
    }
    if (wanted == PGRES_POLLING_OK) return handle;
    reasons += ": " + reason(handle);
    return {};
}

}   // namespace

Handle connect(const Server& server, std::chrono::milliseconds patience, const Until& until)
{
    const std::vector<Keywords> hosts = targets(complete(server.keywords(), patience, server.is_pooled));
    std::string reasons = "cannot connect to Postgres";
    for (std::size_t host = 0; host < hosts.size(); ++host) {
        const auto now = std::chrono::steady_clock::now();
        const auto fair = (until.deadline - now) / (hosts.size() - host);
        Until turn = until;
        turn.deadline = now + std::min<std::chrono::nanoseconds>(time_for_a_host(hosts[host]), fair);
        if (Handle handle = try_host(hosts[host], turn, reasons)) return handle;
    }
    throw sys::Failure{reasons, "08001"};
}

}   // namespace db
