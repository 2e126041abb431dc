// Lanes for password hashing, counted over all processes of the host that share a directory: one lock file a
// lane, locked with flock, so the kernel frees the lane of a killed process. Waiting threads are counted per
// process. Another lock file is the turn: only the process that has it may take a lane, and a process that
// took one leaves the turn to the others for a while, so that all of them come to their lanes.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fcgi/crypto/password.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/metrics.h"

namespace crypto {

class HashProcess;

// What lanes tell of themselves.
struct LaneFigures {
    sys::Histogram wait = {};    // until a lane came free, or patience ended
    sys::Counter refused = {};   // none came free
    sys::Gauge busy = {};        // held by this process
    sys::Gauge waiting = {};
};

class Lanes {
public:
    // directory is made if need be (0770). lanes >= 1. queue: threads of this process that may wait at the
    // same time. process: where hashes are computed; without one, in the thread that has the lane.
    Lanes(const std::string& directory, unsigned lanes, unsigned queue, LaneFigures figures = {},
          HashProcess* process = nullptr);
    ~Lanes();
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    class [[nodiscard]] Lane {
    public:
        Lane(Lane&& other) noexcept : lanes_{other.lanes_}, index_{other.index_} { other.lanes_ = nullptr; }
        Lane& operator=(Lane&&) = delete;
        ~Lane();

        Scrypt scrypt() const;   // for as long as the lane lives

    private:
        friend class Lanes;
        Lane(Lanes& lanes, std::size_t index) : lanes_{&lanes}, index_{index} {}
        Lanes* lanes_;
        std::size_t index_;
    };

    // A lane, first come first served within the process; nothing at once when the queue is full, or after
    // patience.
    std::optional<Lane> enter(std::chrono::milliseconds patience);

    unsigned waiting() const;
    unsigned busy() const;   // lanes held by this process

private:
    // A lock file. The lock belongs to the descriptor, so two slots of one process exclude each other too.
    struct Slot {
        explicit Slot(const std::string& path);
        bool try_lock();
        void unlock() noexcept;
        sys::Descriptor descriptor;
        bool mine = false;
    };
    std::optional<std::size_t> wait_for_slot(std::chrono::milliseconds patience);
    class Place;                         // in the line, while it lives; mutex_ held at both its ends
    std::optional<std::size_t> take();   // with mutex_ held; so is the next
    std::optional<std::size_t> try_slots();
    void leave(std::size_t index) noexcept;

    mutable std::mutex mutex_;
    std::condition_variable moved_;
    std::vector<Slot> slots_;
    Slot turn_;
    std::chrono::steady_clock::time_point taken_;   // when a lane was taken last
    const unsigned queue_;
    const LaneFigures figures_;
    HashProcess* const process_;
    std::deque<unsigned long> line_;   // tickets of the waiting threads, the longest wait first
    unsigned long next_ticket_ = 0;
};

}   // namespace crypto
