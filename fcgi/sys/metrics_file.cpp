// Whoever reads or adds needs no lock. Adding series takes one, with flock, for as long as a start takes. A
// file without room on its disk is refused before it is mapped: a page that can't be had later would kill the
// process.
#include "fcgi/sys/metrics_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>

#include "fcgi/sys/failure.h"

namespace sys {

namespace {

constexpr std::size_t most_series = 1024;
constexpr std::size_t most_values = 8192;
constexpr std::uint64_t format = 0x3173636972746d6bULL;   // "kmtrics1"; another layout has another file

struct Entry {
    char name[MetricsFile::longest_name + 1];   // ends with a NUL
    std::uint64_t first;                        // of its values
    std::uint64_t values;
};

Failure failure(const std::string& path, int reason)
{
    return Failure{path + ": " + std::generic_category().message(reason)};
}

}   // namespace

// As it stands in the file. What is not yet used is zero.
struct MetricsFile::Layout {
    std::atomic<std::uint64_t> kind;
    std::atomic<std::uint64_t> entries_used;   // those before it are whole
    std::uint64_t values_used;                 // with the lock only
    Entry entries[most_series];
    Count values[most_values];
    std::atomic<std::int64_t> records[most_processes][gauges];
};

class MetricsFile::Lock {
public:
    // Nobody holds it for longer than a start takes; a process that was stopped there must not stop us.
    Lock(int descriptor, const std::string& path) : descriptor_{descriptor}
    {
        for (int tries = 0; ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0; ++tries) {
            if ((errno != EWOULDBLOCK && errno != EINTR) || tries == 200) throw failure(path, errno);
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }
    ~Lock() { ::flock(descriptor_, LOCK_UN); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int descriptor_;
};

MetricsFile::MetricsFile(const std::string& directory, const std::vector<Series>& series)
    : path_{directory + "/counters-1"}
{
    if (::mkdir(directory.c_str(), 0770) != 0 && errno != EEXIST) throw failure(directory, errno);
    descriptor_ =
        Descriptor{::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0660)};
    if (!descriptor_) throw failure(path_, errno);
    const Lock lock{descriptor_.get(), path_};
    map();
    try {
        give_places(series);
        claim_record();
    } catch (...) {
        ::munmap(layout_, sizeof(Layout));
        throw;
    }
}

MetricsFile::~MetricsFile()
{
    ::munmap(layout_, sizeof(Layout));
}

void MetricsFile::map()
{
    struct stat found {};
    if (::fstat(descriptor_.get(), &found) != 0) throw failure(path_, errno);
    if (!S_ISREG(found.st_mode) || std::size_t(found.st_size) > sizeof(Layout))
        throw Failure{path_ + ": is something else"};
    if (const int reason = ::posix_fallocate(descriptor_.get(), 0, sizeof(Layout)))
        throw failure(path_, reason);
    void* where = ::mmap(nullptr, sizeof(Layout), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_.get(), 0);
    if (where == MAP_FAILED) throw failure(path_, errno);
    layout_ = static_cast<Layout*>(where);
    if (layout_->kind == 0) layout_->kind = format;
    if (is_sound()) return;
    ::munmap(where, sizeof(Layout));
    throw Failure{path_ + ": is something else"};
}

// Whoever owns it may have written into it.
bool MetricsFile::is_sound() const
{
    const std::size_t used = layout_->entries_used;
    if (layout_->kind != format || used > most_series || layout_->values_used > most_values) return false;
    return std::all_of(layout_->entries, layout_->entries + used, [](const Entry& entry) {
        return entry.name[longest_name] == '\0' && entry.first <= most_values &&
               entry.values <= most_values - entry.first;
    });
}

void MetricsFile::give_places(const std::vector<Series>& series)
{
    values_.reserve(series.size());
    for (const Series& one : series) {
        const Entry& entry = layout_->entries[place_of(one)];
        values_.emplace_back(layout_->values + entry.first, entry.values);
    }
}

// A start that ended half way leaves an entry that nobody counts, and values that were not used yet.
std::size_t MetricsFile::place_of(const Series& series)
{
    const std::size_t used = layout_->entries_used;
    for (std::size_t i = 0; i < used; ++i)
        if (layout_->entries[i].name == series.name && layout_->entries[i].values == series.values) return i;
    if (used == most_series || layout_->values_used + series.values > most_values)
        throw Failure{path_ + ": has no room for more; remove it and restart all workers"};
    if (series.name.size() > longest_name) throw Failure{path_ + ": has no room for " + series.name};
    Entry& entry = layout_->entries[used];
    std::memset(entry.name, 0, sizeof entry.name);
    series.name.copy(entry.name, longest_name);
    entry.first = layout_->values_used;
    entry.values = series.values;
    layout_->values_used += series.values;
    layout_->entries_used.store(used + 1, std::memory_order_release);
    return used;
}

static struct flock byte(std::size_t record)
{
    struct flock range {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = off_t(record);
    range.l_len = 1;
    return range;
}

// The kernel takes the lock back when the process ends, however it ends.
void MetricsFile::claim_record()
{
    for (std::size_t record = 0; record < most_processes; ++record) {
        struct flock range = byte(record);
        if (::fcntl(descriptor_.get(), F_OFD_SETLK, &range) != 0) continue;
        for (auto& gauge : layout_->records[record]) gauge.store(0, std::memory_order_relaxed);
        record_ = record;
        return;
    }
}

bool MetricsFile::is_alive(std::size_t record) const
{
    struct flock range = byte(record);
    return record == record_ ||
           (::fcntl(descriptor_.get(), F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK);
}

std::span<Count> MetricsFile::values(std::size_t series) const
{
    return values_.at(series);
}

Gauge MetricsFile::gauge(std::size_t number) const
{
    if (record_ == most_processes || number >= gauges) return {};
    return Gauge{layout_->records[record_][number]};
}

std::vector<MetricsFile::Seen> MetricsFile::all() const
{
    const std::size_t used = layout_->entries_used.load(std::memory_order_acquire);
    std::vector<Seen> seen;
    seen.reserve(used);
    for (std::size_t i = 0; i < used; ++i) {
        const Entry& entry = layout_->entries[i];
        seen.push_back({entry.name, {}});
        for (std::size_t n = 0; n < entry.values; ++n)
            seen.back().values.push_back(layout_->values[entry.first + n].load(std::memory_order_relaxed));
    }
    return seen;
}

std::vector<std::vector<std::int64_t>> MetricsFile::processes() const
{
    std::vector<std::vector<std::int64_t>> living;
    for (std::size_t record = 0; record < most_processes; ++record)
        if (is_alive(record))
            living.emplace_back(std::begin(layout_->records[record]), std::end(layout_->records[record]));
    return living;
}

}   // namespace sys
