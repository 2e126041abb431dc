#include "handlers/measures.h"

#include <algorithm>
#include <array>

#include "fcgi/sys/failure.h"
#include "handlers/contracts/contracts.h"

namespace {

using Series = std::vector<sys::MetricsFile::Series>;

constexpr std::size_t status_classes = 4;   // 2xx to 5xx
constexpr std::array limits{"credentials",  "typed_credentials", "registration",  "mail",
                            "mail_quietly", "mailed_token",      "outgoing_call", "sign_in"};
static_assert(limits.size() == std::size_t(Limit::sign_in) && int(Limit::relaxed) == 0);

std::string requests(std::string_view contract, const std::string& route)
{
    return "latchkey_requests_total{contract=\"" + std::string{contract} + "\",route=\"" + route + "\"}";
}

// The rows of each contract, then one for what none of them is for; at the end one for what named no
// contract.
std::vector<std::size_t> add_requests(Series& series)
{
    std::vector<std::size_t> begins;
    for (const Contract* contract : contracts::every()) {
        begins.push_back(series.size());
        for (const Route& route : contract->routes) {
            const std::string row = std::string{http::name(route.method)} + " " + std::string{route.path};
            series.push_back({requests(contract->name, row), status_classes});
        }
        series.push_back({requests(contract->name, "none"), status_classes});
    }
    begins.push_back(series.size());
    series.push_back({requests("none", "none"), status_classes});
    return begins;
}

void add_latency(Series& series)
{
    const auto add = [&](std::string_view contract) {
        for (const char* const pace : {"quick", "slow"})
            series.push_back(
                {"latchkey_request_seconds{contract=\"" + std::string{contract} + "\",pace=\"" + pace + "\"}",
                 sys::Histogram::places});
    };
    for (const Contract* contract : contracts::every()) add(contract->name);
    add("none");
}

std::size_t status_class(int status)
{
    return std::size_t(std::clamp(status / 100 - 2, 0, int(status_classes) - 1));
}

}   // namespace

bool is_slow(const Route& route)
{
    return std::ranges::any_of(route.serve.faults,
                               [](const Refused& refused) { return refused.fault == Fault::busy; });
}

Measures::Measures(const sys::Config& config, const sys::Log& log)
{
    try {
        open(config.text(sys::Key::metrics_dir));
    } catch (const sys::Failure& broken) {
        log.warning("metrics_off", {{"reason", broken.what()}});
        return;
    }
    gauge(Gauged::threads).set(config.number(sys::Key::threads));
    gauge(Gauged::hash_lanes).set(config.number(sys::Key::hash_lanes));
    news_read(std::chrono::steady_clock::now(), 0, 0);
}

void Measures::open(const std::string& directory)
{
    Series series;
    rows_ = add_requests(series);
    latency_ = series.size();
    add_latency(series);
    limits_ = series.size();
    for (const char* const limit : limits)
        series.push_back({"latchkey_limited_total{limit=\"" + std::string{limit} + "\"}", 1});
    const std::size_t single = series.size();
    for (const char* const name :
         {"latchkey_worker_starts_total", "latchkey_failures_total", "latchkey_banned_total",
          "latchkey_sign_ins_refused_total", "latchkey_refresh_reuse_total", "latchkey_hash_refused_total"})
        series.push_back({name, 1});
    series.push_back({"latchkey_hash_wait_seconds", sys::Histogram::places});
    series.push_back({"latchkey_database_wait_seconds", sys::Histogram::places});

    file_ = std::make_unique<sys::MetricsFile>(directory, series);
    const auto counter = [&](std::size_t n) { return sys::Counter{file_->values(single + n)[0]}; };
    counter(0).add();
    failures = counter(1);
    banned = counter(2);
    sign_ins_refused = counter(3);
    refreshes_reused = counter(4);
    requests = gauge(Gauged::requests);
    lanes = {sys::Histogram{file_->values(single + 6)}, counter(5), gauge(Gauged::lanes_busy),
             gauge(Gauged::lanes_waiting)};
    pool = {sys::Histogram{file_->values(single + 7)}, gauge(Gauged::connections)};
}

std::size_t Measures::place(const Contract* contract) const
{
    const auto all = contracts::every();
    return std::size_t(std::ranges::find(all, contract) - all.begin());   // the last for none
}

void Measures::answered(const Contract* contract, const Route* route, int status,
                        std::chrono::nanoseconds took) const
{
    if (!file_) return;
    const std::size_t which = place(contract);
    std::size_t row = rows_[which];
    if (contract) row += route ? std::size_t(route - contract->routes.data()) : contract->routes.size();
    sys::Counter{file_->values(row)[status_class(status)]}.add();
    sys::Histogram{file_->values(latency_ + 2 * which + (route && is_slow(*route) ? 1 : 0))}.note(took);
}

void Measures::limited(Limit limit) const
{
    if (file_ && limit != Limit::relaxed)
        sys::Counter{file_->values(limits_ + std::size_t(limit) - 1)[0]}.add();
}

void Measures::news_read(std::chrono::steady_clock::time_point moment, std::size_t revocations,
                         std::size_t bans) const
{
    if (!file_) return;
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(moment.time_since_epoch());
    gauge(Gauged::news_read).set(since.count());
    gauge(Gauged::revocations).set(std::int64_t(revocations));
    gauge(Gauged::bans).set(std::int64_t(bans));
}
