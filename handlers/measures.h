// What a worker counts of itself. The series are known from the tables of the contracts when it starts, so
// there is a place for each and none is made by what clients send: no label is a path, an address or a name
// of theirs.
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "fcgi/crypto/lanes.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/log.h"
#include "fcgi/sys/metrics.h"
#include "fcgi/sys/metrics_file.h"
#include "handlers/route.h"

// The gauges of a process by their number. Files outlive programs: further ones go to the end.
enum class Gauged {
    threads,
    requests,
    connections,
    hash_lanes,
    lanes_busy,
    lanes_waiting,
    news_read,   // microseconds of the steady clock, which all processes of a host share
    revocations,
    bans,
    count,
};

class Measures {
public:
    Measures() = default;   // counts nothing
    // Nor when the file can't be had, which log is told.
    Measures(const sys::Config& config, const sys::Log& log);

    // contract and route: null where none was found.
    void answered(const Contract* contract, const Route* route, int status,
                  std::chrono::nanoseconds took) const;
    void limited(Limit limit) const;
    // Everything that had been committed at that moment is known.
    void news_read(std::chrono::steady_clock::time_point moment, std::size_t revocations,
                   std::size_t bans) const;
    const sys::MetricsFile* file() const { return file_.get(); }

    db::PoolFigures pool;
    crypto::LaneFigures lanes;
    sys::Gauge requests;   // under way
    sys::Counter failures;
    sys::Counter banned;
    sys::Counter sign_ins_refused;
    sys::Counter refreshes_reused;

private:
    void open(const std::string& directory);
    sys::Gauge gauge(Gauged which) const { return file_->gauge(std::size_t(which)); }
    std::size_t place(const Contract* contract) const;

    std::unique_ptr<sys::MetricsFile> file_;
    std::vector<std::size_t> rows_;   // of each contract: where the series of its rows begin
    std::size_t latency_ = 0;         // where those by contract and pace begin
    std::size_t limits_ = 0;
};

// Rows whose operation hashes a password or calls another host say that they can be busy.
bool is_slow(const Route& route);
