// Figures as code counts them: each is a place in a MetricsFile, or nothing, and then it counts nothing.
// Adding is a relaxed atomic add or two, never fails, and is safe for threads and processes alike.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sys {

using Count = std::atomic<std::uint64_t>;   // only grows
static_assert(Count::is_always_lock_free && sizeof(Count) == 8);

class Counter {
public:
    Counter() = default;
    explicit Counter(Count& place) : place_{&place} {}
    void add() const noexcept
    {
        if (place_) place_->fetch_add(1, std::memory_order_relaxed);
    }

private:
    Count* place_ = nullptr;
};

// What stands now, in this process.
class Gauge {
public:
    Gauge() = default;
    explicit Gauge(std::atomic<std::int64_t>& place) : place_{&place} {}
    void add(std::int64_t more) const noexcept
    {
        if (place_) place_->fetch_add(more, std::memory_order_relaxed);
    }
    void set(std::int64_t value) const noexcept
    {
        if (place_) place_->store(value, std::memory_order_relaxed);
    }

private:
    std::atomic<std::int64_t>* place_ = nullptr;
};

// How long things took: a count for each bound that was not exceeded, one for what was longer than all, and
// the sum.
class Histogram {
public:
    // Upper bounds in microseconds; whoever changes them gives the families another name, since files stay.
    static constexpr std::array<std::int64_t, 14> bounds{500,     1000,    2500,    5000,    10000,
                                                         25000,   50000,   100000,  250000,  500000,
                                                         1000000, 2500000, 5000000, 10000000};
    static constexpr std::size_t places = bounds.size() + 2;

    Histogram() = default;
    explicit Histogram(std::span<Count> of) : places_{of.data()} {}   // places of them
    void note(std::chrono::nanoseconds took) const noexcept;

private:
    Count* places_ = nullptr;
};

}   // namespace sys
