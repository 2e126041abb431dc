#include "fcgi/crypto/lanes.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "fcgi/crypto/hash_process.h"
#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

using Clock = std::chrono::steady_clock;

// How often the first in line looks again, since another process can't tell us that it left: for the turn,
// and for a lane, which only one on the host looks for.
constexpr std::chrono::milliseconds look_for_turn{5};
constexpr std::chrono::milliseconds look_for_lane{2};
constexpr std::chrono::milliseconds others_first = 2 * look_for_turn;

sys::Failure failure(const std::string& path)
{
    const int reason = errno;
    return sys::Failure{path + ": " + std::generic_category().message(reason)};
}

const std::string& made(const std::string& directory)
{
    if (::mkdir(directory.c_str(), 0770) != 0 && errno != EEXIST) throw failure(directory);
    return directory;
}

// Open for reading is enough for flock, and lets a group member in whatever the umask took away.
sys::Descriptor opened(const std::string& path)
{
    int descriptor = -1;
    do {
        descriptor = ::open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) throw failure(path);
    return sys::Descriptor{descriptor};
}

int locked(int descriptor, int operation) noexcept
{
    int result = 0;
    do {
        result = ::flock(descriptor, operation);
    } while (result < 0 && errno == EINTR);
    return result;
}

}   // namespace

Lanes::Slot::Slot(const std::string& path) : descriptor{opened(path)} {}

bool Lanes::Slot::try_lock()
{
    if (mine) return false;
    mine = locked(descriptor.get(), LOCK_EX | LOCK_NB) == 0;
    if (!mine && errno != EWOULDBLOCK) throw failure("lane");
    return mine;
}

void Lanes::Slot::unlock() noexcept
{
    locked(descriptor.get(), LOCK_UN);
    mine = false;
}

class Lanes::Place {
public:
    explicit Place(Lanes& lanes) : lanes_{lanes}, ticket_{lanes.next_ticket_++}
    {
        lanes_.line_.push_back(ticket_);
        lanes_.figures_.waiting.add(1);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place()
    {
        std::erase(lanes_.line_, ticket_);
        if (lanes_.line_.empty() && lanes_.turn_.mine) lanes_.turn_.unlock();
        lanes_.figures_.waiting.add(-1);
        lanes_.moved_.notify_all();
    }
    bool is_first() const { return lanes_.line_.front() == ticket_; }

private:
    Lanes& lanes_;
    const unsigned long ticket_;
};

Lanes::Lanes(const std::string& directory, unsigned lanes, unsigned queue, LaneFigures figures,
             HashProcess* process)
    : turn_{made(directory) + "/turn"}, queue_{queue}, figures_{figures}, process_{process}
{
    if (lanes < 1) throw sys::Failure{"at least one lane is needed"};
    slots_.reserve(lanes);
    for (unsigned i = 0; i < lanes; ++i) slots_.emplace_back(directory + "/lane-" + std::to_string(i));
}

Lanes::~Lanes() = default;

Lanes::Lane::~Lane()
{
    if (lanes_ != nullptr) lanes_->leave(index_);
}

Scrypt Lanes::Lane::scrypt() const
{
    if (lanes_->process_ == nullptr) return crypto::scrypt;
    return [process = lanes_->process_, lane = index_](std::string_view password, std::string_view salt,
                                                       const Cost& cost, std::size_t size) {
        return process->scrypt(lane, password, salt, cost, size);
    };
}

std::optional<Lanes::Lane> Lanes::enter(std::chrono::milliseconds patience)
{
    const auto begun = Clock::now();
    const auto index = wait_for_slot(patience);
    figures_.wait.note(Clock::now() - begun);
    if (!index) {
        figures_.refused.add();
        return std::nullopt;
    }
    figures_.busy.add(1);
    return Lane{*this, *index};
}

std::optional<std::size_t> Lanes::wait_for_slot(std::chrono::milliseconds patience)
{
    const auto deadline = Clock::now() + patience;
    std::unique_lock lock{mutex_};
    const bool may_wait = line_.size() < queue_;
    if (!may_wait && !line_.empty()) return std::nullopt;

    const Place place{*this};
    while (true) {
        // While all lanes are ours, leave() tells us of the next, and the turn is for others.
        const bool looks = place.is_first() && !std::ranges::all_of(slots_, &Slot::mine);
        if (looks) {
            if (const auto index = take()) return index;
        }
        const auto now = Clock::now();
        if (!may_wait || now >= deadline) return std::nullopt;
        const auto look_again = turn_.mine ? look_for_lane : look_for_turn;
        moved_.wait_until(lock, looks ? std::min(deadline, now + look_again) : deadline);
    }
}

std::optional<std::size_t> Lanes::take()
{
    if (!turn_.mine && !turn_.try_lock()) return std::nullopt;
    const auto index = try_slots();
    const auto now = Clock::now();
    if (index || now < taken_ + others_first) turn_.unlock();
    if (index) taken_ = now;
    return index;
}

std::optional<std::size_t> Lanes::try_slots()
{
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].try_lock()) return i;
    return std::nullopt;
}

void Lanes::leave(std::size_t index) noexcept
{
    {
        const std::lock_guard lock{mutex_};
        slots_[index].unlock();
    }
    figures_.busy.add(-1);
    moved_.notify_all();
}

unsigned Lanes::waiting() const
{
    const std::lock_guard lock{mutex_};
    return unsigned(line_.size());
}

unsigned Lanes::busy() const
{
    const std::lock_guard lock{mutex_};
    return unsigned(std::ranges::count_if(slots_, &Slot::mine));
}

}   // namespace crypto
