// Lends connections. The mutex guards the list and the count only: connecting, checking for life and closing
// happen outside it. lent_ counts places, taken before a connection exists, so idle and lent connections
// together never outnumber size_.
#include "fcgi/db/pool.h"

#include "fcgi/db/connection.h"
#include "fcgi/sys/failure.h"

namespace db {

Pool::Pool(std::string conninfo, std::size_t size, std::chrono::milliseconds patience)
    : conninfo_{std::move(conninfo)}, size_{size}, patience_{patience}
{
    idle_.reserve(size);   // so that give_back cannot fail
}

Pool::~Pool() = default;

Lease Pool::lease()
{
    const auto deadline = std::chrono::steady_clock::now() + patience_;
    {
        std::unique_lock lock{mutex_};
        if (!freed_.wait_until(lock, deadline, [this] { return lent_ < size_; }))
            throw sys::Failure{"no database connection came free", "53300"};
        ++lent_;
    }
    try {
        auto connection = take_idle();
        if (!connection) connection = std::make_unique<Connection>(conninfo_, patience_, Until{deadline});
        return Lease{*this, std::move(connection), deadline};
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
