#include "fcgi/db/moment.h"

#include <algorithm>
#include <chrono>

namespace db {
namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {}

    // So many digits.
    int number(std::size_t count)
    {
        int number = 0;
        if (rest_.size() < count) good_ = false;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') good_ = false;
            number = number * 10 + (c - '0');
        }
        rest_.remove_prefix(std::min(count, rest_.size()));
        return number;
    }
    // As many digits of a second as there are, six at most, in microseconds.
    int fraction()
    {
        const std::size_t there = rest_.find_first_not_of("0123456789");
        const std::size_t count = std::clamp<std::size_t>(there, 1, 6);
        int micros = number(count);
        for (std::size_t i = count; i < 6; ++i) micros *= 10;
        return micros;
    }
    bool skip(char expected)
    {
        const bool met = rest_.starts_with(expected);
        if (met) rest_.remove_prefix(1);
        return met;
    }
    void demand(char expected)
    {
        if (!skip(expected)) good_ = false;
    }
    bool is_all_read() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}   // namespace

std::optional<std::int64_t> moment(std::string_view text)
{
    using namespace std::chrono;
    Reader in{text};
    const year y{in.number(4)};
    in.demand('-');
    const month m{unsigned(in.number(2))};
    in.demand('-');
    const day d{unsigned(in.number(2))};
    in.demand(' ');
    const hours hour{in.number(2)};
    in.demand(':');
    const minutes minute{in.number(2)};
    in.demand(':');
    const seconds second{in.number(2)};
    const microseconds part{in.skip('.') ? in.fraction() : 0};
    // How far ahead a clock is that shows this: minutes and seconds only where they are not zero.
    const bool behind = in.skip('-');
    if (!behind) in.demand('+');
    seconds ahead = hours{in.number(2)};
    if (in.skip(':')) ahead += minutes{in.number(2)};
    if (in.skip(':')) ahead += seconds{in.number(2)};
    const year_month_day date{y, m, d};
    if (!in.is_all_read() || !date.ok()) return std::nullopt;
    const auto shown = sys_days{date}.time_since_epoch() + hour + minute + second + part;
    return microseconds{shown - (behind ? -ahead : ahead)}.count();
}

}   // namespace db
