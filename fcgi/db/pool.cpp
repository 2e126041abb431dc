// Lends connections. The mutex guards the list and the count only: connecting, checking for life and closing
// happen outside it. lent_ counts places, taken before a connection exists, so idle and lent connections
// together never outnumber size_.
#include "fcgi/db/pool.h"

#include "fcgi/db/connection.h"
#include "fcgi/sys/failure.h"

namespace db {

Pool::Pool(Server server, std::size_t size, std::chrono::milliseconds patience, PoolFigures figures)
    : server_{std::move(server)}, size_{size}, patience_{patience}, figures_{figures}
{
    idle_.reserve(size);   // so that give_back cannot fail
}

Pool::~Pool() = default;

namespace {

// Also when it was in vain.
class Timed {
public:
    explicit Timed(const sys::Histogram& figure) : figure_{figure} {}
    ~Timed() { figure_.note(std::chrono::steady_clock::now() - begun_); }
    Timed(const Timed&) = delete;
    Timed& operator=(const Timed&) = delete;

private:
    const sys::Histogram& figure_;
    const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}   // namespace

Lease Pool::lease()
{
    const Timed timed{figures_.wait};
    const auto deadline = std::chrono::steady_clock::now() + patience_;
    take_place(deadline);
    return Lease{*this, connection(deadline), deadline};
}

void Pool::take_place(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock{mutex_};
    if (!freed_.wait_until(lock, deadline, [this] { return lent_ < size_; }))
        throw sys::Failure{"no database connection came free", "53300"};
    ++lent_;
    figures_.lent.add(1);
}

std::unique_ptr<Connection> Pool::connection(std::chrono::steady_clock::time_point deadline)
{
    try {
        auto found = take_idle();
        if (!found) found = std::make_unique<Connection>(server_, patience_, Until{deadline});
        return found;
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

// The most recently used one that is alive, so that a quiet pool keeps few busy.
std::unique_ptr<Connection> Pool::take_idle()
{
    for (;;) {
        std::unique_ptr<Connection> connection;
        {
            const std::lock_guard lock{mutex_};
            if (idle_.empty()) return nullptr;
            connection = std::move(idle_.back());
            idle_.pop_back();
        }
        if (connection->is_fresh()) return connection;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept
{
    if (connection && !connection->is_clean()) connection.reset();
    {
        const std::lock_guard lock{mutex_};
        --lent_;
        figures_.lent.add(-1);
        if (connection) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

std::size_t Pool::idle() const
{
    const std::lock_guard lock{mutex_};
    return idle_.size();
}

}   // namespace db
