#include "tests/bench/load.h"

#include <sys/epoll.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/failure.h"
#include "tests/bench/wire.h"

namespace bench {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::duration;

constexpr auto pause_after_refusal = std::chrono::seconds{1};   // what Retry-After asks for
constexpr auto patience_at_end = std::chrono::seconds{20};

Steady::duration span(double seconds)
{
    return std::chrono::duration_cast<Steady::duration>(duration<double>{seconds});
}

class Runner {
public:
    explicit Runner(const Load& load);
    Outcome run();

private:
    struct Line {
        Wire wire;
        bool busy = false;
        Steady::time_point due{};   // of the request under way, or when the next may be sent
    };

    void watch(int index, int operation);
    void reopen(int index);
    void ask(int index, Steady::time_point due);
    void ask_by_turns(Steady::time_point now);
    void ask_on_schedule(Steady::time_point now);
    Steady::duration pause(Steady::time_point now) const;
    void hear(int index);
    void note(int index, const Wire::Message& message);
    bool is_over(Steady::time_point now) const;

    const Load& load_;
    const Steady::time_point start_ = Steady::now();
    const Steady::time_point end_ = start_ + span(load_.seconds);
    sys::Descriptor epoll_{::epoll_create1(EPOLL_CLOEXEC)};
    std::vector<Line> lines_;
    std::deque<Steady::time_point> backlog_;   // due, but no connection is free
    Steady::time_point next_due_ = start_;
    int busy_ = 0;
    Outcome outcome_;
};

Runner::Runner(const Load& load) : load_{load}
{
    for (int i = 0; i < load.connections; ++i) {
        lines_.push_back({Wire{load.port, load.own_addresses ? 0x10000 + i : 0}, false, start_});
        watch(i, EPOLL_CTL_ADD);
    }
}

void Runner::watch(int index, int operation)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = index;
    const int descriptor = lines_[static_cast<std::size_t>(index)].wire.descriptor();
    if (::epoll_ctl(epoll_.get(), operation, descriptor, &event) != 0) throw sys::Failure{"epoll_ctl"};
}

void Runner::reopen(int index)
{
    lines_[static_cast<std::size_t>(index)].wire.open();   // closing took the old one out of the epoll
    watch(index, EPOLL_CTL_ADD);
}

void Runner::ask(int index, Steady::time_point due)
{
    Line& line = lines_[static_cast<std::size_t>(index)];
    if (line.wire.is_over()) reopen(index);
    line.busy = true;
    line.due = due;
    ++busy_;
    line.wire.send(load_.request(index));
}

void Runner::ask_by_turns(Steady::time_point now)
{
    if (now >= end_ || busy_ == load_.connections) return;
    for (int i = 0; i < load_.connections; ++i) {
        const Line& line = lines_[static_cast<std::size_t>(i)];
        if (!line.busy && line.due <= now) ask(i, now);
    }
}

void Runner::ask_on_schedule(Steady::time_point now)
{
    for (; next_due_ <= now && next_due_ < end_; next_due_ += span(1 / load_.rate))
        backlog_.push_back(next_due_);
    for (int i = 0; i < load_.connections && !backlog_.empty(); ++i) {
        if (lines_[static_cast<std::size_t>(i)].busy) continue;
        ask(i, backlog_.front());
        backlog_.pop_front();
    }
}

Steady::duration Runner::pause(Steady::time_point now) const
{
    if (load_.rate > 0) return next_due_ < end_ ? next_due_ - now : span(0.05);
    return busy_ == load_.connections ? span(0.05) : span(0.002);
}

void Runner::note(int index, const Wire::Message& message)
{
    Line& line = lines_[static_cast<std::size_t>(index)];
    const auto now = Steady::now();
    line.busy = false;
    --busy_;
    if (message.status == 503) {
        ++outcome_.refused;
        line.due = now + pause_after_refusal;
    } else if (load_.accept(index, {message.status, message.body})) {
        outcome_.milliseconds.push_back(duration<double, std::milli>(now - line.due).count());
        outcome_.moments.push_back(duration<double>(now - start_).count());
        line.due = now;
    } else {
        ++outcome_.bad;
        line.due = now;
    }
    if (load_.rate == 0 && line.due <= now && now < end_) ask(index, now);
}

void Runner::hear(int index)
{
    Line& line = lines_[static_cast<std::size_t>(index)];
    const auto message = line.wire.receive();
    if (!message) return;
    if (line.busy)
        note(index, *message);
    else if (line.wire.is_over())
        reopen(index);
}

bool Runner::is_over(Steady::time_point now) const
{
    if (now >= end_ + patience_at_end) return true;
    return now >= end_ && busy_ == 0 && backlog_.empty();
}

Outcome Runner::run()
{
    for (auto now = start_; !is_over(now); now = Steady::now()) {
        if (load_.rate > 0)
            ask_on_schedule(now);
        else
            ask_by_turns(now);
        const auto wait = std::max(pause(Steady::now()), Steady::duration::zero());
        const timespec limit{0, std::chrono::nanoseconds{wait}.count() % 1'000'000'000};
        epoll_event events[64];
        const int found = ::epoll_pwait2(epoll_.get(), events, int(std::size(events)), &limit, nullptr);
        for (int i = 0; i < found; ++i) hear(events[i].data.fd);
    }
    outcome_.bad += busy_;
    outcome_.seconds = load_.seconds;
    std::ranges::sort(outcome_.milliseconds);
    return std::move(outcome_);
}

}   // namespace

double Outcome::per_second() const
{
    return double(std::ranges::count_if(moments, [&](double moment) { return moment <= seconds; })) / seconds;
}

double Outcome::steady_per_second() const
{
    if (moments.size() < 2) return 0;
    return double(moments.size() - 1) / (moments.back() - moments.front());
}

double Outcome::percentile(double part) const
{
    if (milliseconds.empty()) return 0;
    const auto last = double(milliseconds.size() - 1);
    return milliseconds[static_cast<std::size_t>(last * part)];
}

void Outcome::add(const Outcome& other)
{
    const auto middle = std::ssize(milliseconds);
    milliseconds.insert(milliseconds.end(), other.milliseconds.begin(), other.milliseconds.end());
    std::ranges::inplace_merge(milliseconds, milliseconds.begin() + middle);
    for (const double moment : other.moments)
        if (moment <= other.seconds) moments.push_back(seconds + moment);
    bad += other.bad;
    refused += other.refused;
    seconds += other.seconds;
}

Outcome run(const Load& load)
{
    return Runner{load}.run();
}

}   // namespace bench
