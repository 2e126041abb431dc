// The file in which all processes of a host add up their figures: mapped by each, so that a figure outlives
// the process that added it, however that ended. A reader sees what all of them added.
//
// It holds series, found by their names: a process adds those it misses and leaves the others alone, so
// versions of the program with other series share it. Besides, each process has a record of what stands now,
// which counts for as long as the process lives: the lock on it goes with it. Lives until the host starts
// anew, where it is in /run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/metrics.h"

namespace sys {

class MetricsFile {
public:
    struct Series {
        std::string name;     // at most longest_name bytes
        std::size_t values;   // how many belong to it
    };
    static constexpr std::size_t longest_name = 175;
    static constexpr std::size_t most_processes = 256;
    static constexpr std::size_t gauges = 16;   // of a process

    // directory is made when it is missing (0770), its parent is not. Throws sys::Failure when the file can't
    // be had or has no room.
    MetricsFile(const std::string& directory, const std::vector<Series>& series);
    ~MetricsFile();
    MetricsFile(const MetricsFile&) = delete;
    MetricsFile& operator=(const MetricsFile&) = delete;

    std::span<Count> values(std::size_t series) const;   // of those given, by their place
    Gauge gauge(std::size_t number) const;               // of this process; nothing where there are too many

    struct Seen {
        std::string_view name;
        std::vector<std::uint64_t> values;
    };
    std::vector<Seen> all() const;                              // whoever added it
    std::vector<std::vector<std::int64_t>> processes() const;   // the gauges of those that live

private:
    struct Layout;
    class Lock;
    void map();
    bool is_sound() const;
    void give_places(const std::vector<Series>& series);
    std::size_t place_of(const Series& series);
    void claim_record();
    bool is_alive(std::size_t record) const;

    const std::string path_;
    Descriptor descriptor_;
    Layout* layout_ = nullptr;
    std::vector<std::span<Count>> values_;
    std::size_t record_ = most_processes;   // none
};

}   // namespace sys
