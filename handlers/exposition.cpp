#include "handlers/exposition.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <vector>

#include "fcgi/sys/metrics_file.h"
#include "fcgi/sys/version.h"
#include "handlers/measures.h"

namespace {

constexpr Family table[] = {
    {Family::counter, "latchkey_requests_total", "contract, route, status",
     "Requests answered, by contract, row and class of the status. A row appears with its first request."},
    {Family::histogram, "latchkey_request_seconds", "contract, pace",
     "Time from a whole request to its answer. Slow are rows that hash a password or call another host."},
    {Family::gauge, "latchkey_requests_in_progress", "", "Requests that workers have in hand."},
    {Family::counter, "latchkey_failures_total", "",
     "Requests that met broken machinery, a database that was away or a defect: request_failed in the log."},
    {Family::counter, "latchkey_limited_total", "limit",
     "Requests over a limit, those not told so included."},
    {Family::counter, "latchkey_sign_ins_refused_total", "",
     "Passwords that were wrong, or of a disabled account: sign_in_refused in the log."},
    {Family::counter, "latchkey_refresh_reuse_total", "",
     "Used refresh tokens that came again, each of which ended its session."},
    {Family::counter, "latchkey_banned_total", "", "Requests from banned addresses."},
    {Family::gauge, "latchkey_bans", "", "Networks that are banned."},
    {Family::gauge, "latchkey_revocation_age_seconds", "",
     "Since when the worker that is most behind knows of no revocation."},
    {Family::gauge, "latchkey_revocations", "", "Ended sessions that a worker keeps in memory."},
    {Family::gauge, "latchkey_workers", "", "Worker processes that live."},
    {Family::counter, "latchkey_worker_starts_total", "", "Worker processes that were started."},
    {Family::gauge, "latchkey_threads", "", "Threads of all workers, but those for kept connections."},
    {Family::gauge, "latchkey_database_up", "", "1 when the database answered just now."},
    {Family::gauge, "latchkey_database_connections", "", "Connections to the database that are in use."},
    {Family::histogram, "latchkey_database_wait_seconds", "",
     "Wait for a connection to the database, connecting included."},
    {Family::gauge, "latchkey_hash_lanes", "", "Passwords that may be hashed at the same time on this host."},
    {Family::gauge, "latchkey_hash_lanes_busy", "", "Passwords that are being hashed."},
    {Family::gauge, "latchkey_hash_waiting", "", "Requests that wait for a hash lane."},
    {Family::histogram, "latchkey_hash_wait_seconds", "", "Wait for a hash lane."},
    {Family::counter, "latchkey_hash_refused_total", "", "Requests for which no hash lane came free: 503."},
    {Family::gauge, "latchkey_mail_waiting", "", "Letters that wait to be sent."},
    {Family::gauge, "latchkey_mail_oldest_seconds", "", "How long the oldest of them has waited; 0: none."},
    {Family::gauge, "latchkey_mail_parked", "", "Letters that were given up, of the last week."},
    {Family::gauge, "latchkey_build_info", "version", "1, with the version of the worker that was asked."},
};

constexpr std::array kinds{"counter", "histogram", "gauge"};
constexpr std::array classes{"2xx", "3xx", "4xx", "5xx"};

using Seen = sys::MetricsFile::Seen;
using Processes = std::vector<std::vector<std::int64_t>>;

struct Facts {
    std::vector<Seen> seen;
    Processes processes;
    const std::optional<Queue>& queue;
};

// Seconds from microseconds, no digit more than needed.
std::string seconds(std::uint64_t microseconds)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.6f", double(microseconds) / 1e6);
    std::string shown = text.data();
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.ends_with('.')) shown.pop_back();
    return shown;
}

// "name{a="b"}" with one more label, or "name" with its first.
std::string with_label(std::string_view series, std::string_view label, std::string_view value)
{
    std::string text{series};
    if (text.ends_with('}'))
        text.back() = ',';
    else
        text += '{';
    return ((((text += label) += "=\"") += value) += "\"}");
}

// The same with something behind the name.
std::string with_suffix(std::string_view series, std::string_view suffix)
{
    std::string text{series};
    return text.insert(std::min(text.find('{'), text.size()), suffix);
}

void add_line(std::string& text, std::string_view series, const std::string& value)
{
    (((text += series) += ' ') += value) += '\n';
}

void add_histogram(std::string& text, const Seen& seen)
{
    const std::string buckets = with_suffix(seen.name, "_bucket");
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < sys::Histogram::places - 1; ++i) {
        count += seen.values[i];
        const bool last = i == sys::Histogram::bounds.size();
        const auto bound = last ? "+Inf" : seconds(std::uint64_t(sys::Histogram::bounds[i]));
        add_line(text, with_label(buckets, "le", bound), std::to_string(count));
    }
    add_line(text, with_suffix(seen.name, "_sum"), seconds(seen.values.back()));
    add_line(text, with_suffix(seen.name, "_count"), std::to_string(count));
}

// What has many values and never happened would only be many lines of 0.
void add_seen(std::string& text, const Family& family, const Seen& seen)
{
    const bool labelled = seen.name.contains('{');
    const auto is_zero = [](std::uint64_t value) { return value == 0; };
    if (labelled && seen.values.size() > 1 && std::ranges::all_of(seen.values, is_zero)) return;
    if (family.kind == Family::histogram && seen.values.size() == sys::Histogram::places)
        add_histogram(text, seen);
    else if (seen.values.size() == classes.size())
        for (std::size_t i = 0; i < classes.size(); ++i)
            add_line(text, with_label(seen.name, "status", classes[i]), std::to_string(seen.values[i]));
    else if (seen.values.size() == 1)
        add_line(text, seen.name, std::to_string(seen.values[0]));
}

std::int64_t sum(const Processes& processes, Gauged which)
{
    return std::accumulate(
        processes.begin(), processes.end(), std::int64_t{0},
        [&](auto so_far, const auto& gauges) { return so_far + gauges[std::size_t(which)]; });
}

std::int64_t highest(const Processes& processes, Gauged which)
{
    std::int64_t most = 0;
    for (const auto& gauges : processes) most = std::max(most, gauges[std::size_t(which)]);
    return most;
}

// One that has just begun has read none yet, and is as old as itself.
std::uint64_t age_of_news(const Processes& processes)
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                         std::chrono::steady_clock::now().time_since_epoch())
                         .count();
    std::int64_t oldest = now;
    for (const auto& gauges : processes)
        if (const auto read = gauges[std::size_t(Gauged::news_read)]; read > 0)
            oldest = std::min(oldest, read);
    return std::uint64_t(now - oldest);   // microseconds
}

// Nothing where the database did not say.
std::optional<std::string> of_queue(std::string_view name, const std::optional<Queue>& queue)
{
    if (!queue) return std::nullopt;
    if (name == "latchkey_mail_waiting") return std::to_string(queue->waiting);
    if (name == "latchkey_mail_oldest_seconds") return std::to_string(queue->oldest);
    return std::to_string(queue->parked);
}

std::optional<std::string> gauge(std::string_view name, const Facts& facts)
{
    const auto total = [&](Gauged which) { return std::to_string(sum(facts.processes, which)); };
    const auto most = [&](Gauged which) { return std::to_string(highest(facts.processes, which)); };
    if (name == "latchkey_requests_in_progress") return total(Gauged::requests);
    if (name == "latchkey_bans") return most(Gauged::bans);
    if (name == "latchkey_revocation_age_seconds") return seconds(age_of_news(facts.processes));
    if (name == "latchkey_revocations") return most(Gauged::revocations);
    if (name == "latchkey_workers") return std::to_string(facts.processes.size());
    if (name == "latchkey_threads") return total(Gauged::threads);
    if (name == "latchkey_database_up") return facts.queue ? "1" : "0";
    if (name == "latchkey_database_connections") return total(Gauged::connections);
    if (name == "latchkey_hash_lanes") return most(Gauged::hash_lanes);
    if (name == "latchkey_hash_lanes_busy") return total(Gauged::lanes_busy);
    if (name == "latchkey_hash_waiting") return total(Gauged::lanes_waiting);
    return of_queue(name, facts.queue);
}

void add_family(std::string& text, const Family& family, const Facts& facts)
{
    const std::string name{family.name};
    text += "# HELP " + name + " " + std::string{family.about} + "\n";
    text += "# TYPE " + name + " " + kinds[family.kind] + "\n";
    if (name == "latchkey_build_info") {
        add_line(text, with_label(name, "version", sys::version), "1");
    } else if (family.kind == Family::gauge) {
        if (const auto value = gauge(name, facts)) add_line(text, name, *value);
    } else {
        for (const Seen& seen : facts.seen)
            if (seen.name.substr(0, seen.name.find('{')) == name) add_seen(text, family, seen);
    }
}

}   // namespace

std::span<const Family> families()
{
    return table;
}

std::string exposition(const sys::MetricsFile* file, const std::optional<Queue>& queue)
{
    const Facts facts{file ? file->all() : std::vector<Seen>{}, file ? file->processes() : Processes{},
                      queue};
    std::string text;
    text.reserve(64 * 1024);
    for (const Family& family : table) add_family(text, family, facts);
    return text;
}

std::string metrics_reference()
{
    std::string text =
        "# Metrics\n\nWhat `/metrics` tells, in the text format of Prometheus; how to switch it on is in\n"
        "[operations.md](operations.md#metrics). Printed by `latchkey metrics docs`.\n\n"
        "| metric | kind | labels | |\n|---|---|---|---|\n";
    for (const Family& family : table)
        text += "| `" + std::string{family.name} + "` | " + kinds[family.kind] + " | " +
                std::string{family.labels} + " | " + std::string{family.about} + " |\n";
    return text;
}
