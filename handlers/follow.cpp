#include "handlers/follow.h"

#include <chrono>

#include "fcgi/db/listener.h"
#include "fcgi/sys/signals.h"
#include "handlers/bans/ban_store.h"
#include "handlers/bans/bans.h"
#include "handlers/gate/people.h"
#include "handlers/sessions/news_store.h"
#include "handlers/sessions/revocations.h"

using namespace std::chrono_literals;

namespace {

constexpr auto poll_interval = 1s;
constexpr auto patience = 2s;

// Reads on from where it was; whatever breaks makes it begin again from the start.
class Reader {
public:
    explicit Reader(const Service& service)
        : service_{service}, pool_{db::Server::of(service.config), 1, patience}
    {}

    void read() noexcept
    {
        try {
            read_all();
            if (lost_) service_.log.info("news_followed_again");
            lost_ = false;
        } catch (const std::exception& broken) {
            if (!lost_) service_.log.error("news_lost", {{"reason", broken.what()}});
            lost_ = true;
            position_ = {};
        }
    }

private:
    void read_all()
    {
        // Committed before this moment: seen by the first page's snapshot.
        const auto asked = sessions::Revocations::Clock::now();
        // Who was changed meanwhile may be among news that are gone.
        if (lost_) service_.people->forget_all();
        auto db = pool_.lease();
        // In the round trip of the first page.
        bans::read(db, [this](const std::vector<bans::Ban>& all) { service_.bans->keep(all); });
        auto page = sessions::read_news(db, position_, service_.revocations->max_age());
        const auto again = page.again;
        take(page);
        while (!page.is_last) {
            page = sessions::read_news(db, page.next, service_.revocations->max_age());
            take(page);
        }
        position_ = again;
        service_.revocations->confirm(asked);
        service_.measures->news_read(asked, service_.revocations->size(), service_.bans->size());
        if (const auto now = service_.clock(); now >= next_sweep_) {
            service_.revocations->drop_expired(now);
            next_sweep_ = now + 60;
        }
    }

    void take(const sessions::NewsPage& page)
    {
        for (const auto& news : page.news) {
            service_.revocations->take(news, service_.clock());
            // What ended is no change of its account.
            if (news.session.empty()) service_.people->forget(news.account);
        }
    }

    const Service& service_;
    db::Pool pool_;
    sessions::NewsPosition position_;
    bool lost_ = false;
    std::int64_t next_sweep_ = 0;
};

}   // namespace

Follower::Follower(const Service& service) : service_{service}
{
    const sys::SignalsBlocked blocked;
    thread_ = std::jthread{[this] { follow(); }};
}

Follower::~Follower()
{
    end_.tell();
}

void Follower::follow()
{
    Reader reader{service_};
    db::Listener listener{db::Server::of(service_.config), "latchkey_news"};
    while (true) {
        reader.read();
        listener.wait(poll_interval, end_.get());
        if (end_.take()) return;
    }
}
