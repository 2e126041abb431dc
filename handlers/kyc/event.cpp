#include "handlers/kyc/event.h"

#include <chrono>

#include "fcgi/http/json_tree.h"
#include "handlers/tokens/uuid.h"

namespace kyc {

namespace {

constexpr std::int64_t million = 1'000'000;

// Takes digits, a fixed number of them, and the separator in front.
class Scan {
public:
    explicit Scan(std::string_view rest) : rest_{rest} {}

    bool take(char expected)
    {
        if (rest_.empty() || rest_[0] != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::optional<int> digit()
    {
        if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') return std::nullopt;
        const int value = rest_[0] - '0';
        rest_.remove_prefix(1);
        return value;
    }
    std::optional<int> number(int digits, int least, int most)
    {
        int value = 0;
        for (; digits > 0; --digits) {
            const auto next = digit();
            if (!next) return std::nullopt;
            value = value * 10 + *next;
        }
        return value < least || value > most ? std::nullopt : std::optional{value};
    }
    bool over() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<std::int64_t> take_day(Scan& scan)
{
    const auto year = scan.number(4, 1970, 9999);
    if (!year || !scan.take('-')) return std::nullopt;
    const auto month = scan.number(2, 1, 12);
    if (!month || !scan.take('-')) return std::nullopt;
    const auto day = scan.number(2, 1, 31);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{unsigned(*month)},
                                           std::chrono::day{unsigned(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::optional<std::int64_t> take_seconds(Scan& scan)
{
    const auto hour = scan.number(2, 0, 23);
    if (!hour || !scan.take(':')) return std::nullopt;
    const auto minute = scan.number(2, 0, 59);
    if (!minute || !scan.take(':')) return std::nullopt;
    const auto second = scan.number(2, 0, 60);
    if (!second) return std::nullopt;
    return (*hour * 60 + *minute) * 60 + *second;
}

// Microseconds; digits beyond are cut off.
std::optional<std::int64_t> take_fraction(Scan& scan)
{
    if (!scan.take('.')) return 0;
    auto digit = scan.digit();
    if (!digit) return std::nullopt;
    std::int64_t value = 0;
    for (std::int64_t unit = million / 10; digit; unit /= 10, digit = scan.digit()) value += *digit * unit;
    return value;
}

// Seconds east of Greenwich.
std::optional<std::int64_t> take_zone(Scan& scan)
{
    if (scan.take('Z') || scan.take('z')) return 0;
    const bool west = scan.take('-');
    if (!west && !scan.take('+')) return std::nullopt;
    const auto hour = scan.number(2, 0, 23);
    if (!hour || !scan.take(':')) return std::nullopt;
    const auto minute = scan.number(2, 0, 59);
    if (!minute) return std::nullopt;
    return (*hour * 60 + *minute) * (west ? -60 : 60);
}

std::optional<std::string> text(http::JsonView json, std::string_view member)
{
    constexpr std::size_t longest = 200;   // bytes
    const auto found = json.find(member);
    if (!found || found->text().empty() || found->text().size() > longest) return std::nullopt;
    return std::string{found->text()};
}

constexpr std::int64_t last_second = 253'402'300'799;   // of the year 9999

// Text, or whole seconds since 1970. Absent: now.
std::optional<std::int64_t> time_of(http::JsonView json, std::int64_t now)
{
    const auto found = json.find("event_time");
    if (!found || found->kind() == http::JsonView::null) return now;
    if (found->kind() != http::JsonView::number) return parse_time(found->text());
    const auto seconds = found->integer();
    if (!seconds || *seconds < 0 || *seconds > last_second) return std::nullopt;
    return *seconds * million;
}

}   // namespace

std::optional<std::int64_t> parse_time(std::string_view text)
{
    Scan scan{text};
    const auto day = take_day(scan);
    if (!day || (!scan.take('T') && !scan.take('t'))) return std::nullopt;
    const auto seconds = take_seconds(scan);
    const auto fraction = seconds ? take_fraction(scan) : std::nullopt;
    const auto zone = fraction ? take_zone(scan) : std::nullopt;
    if (!zone || !scan.over()) return std::nullopt;
    const std::int64_t second = *day * 86'400 + *seconds - *zone;
    if (second < 0 || second > last_second) return std::nullopt;
    return second * million + *fraction;
}

std::optional<Event> read_event(std::string_view json, std::int64_t now)
{
    const auto parsed = http::parse_json(json);
    if (!parsed || parsed->view().kind() != http::JsonView::object) return std::nullopt;
    const auto view = parsed->view();
    auto id = text(view, "event_id");
    if (!id) id = text(view, "id");
    auto account = text(view, "user_id");
    const auto status = status_named(text(view, "status").value_or(""));
    const auto time = time_of(view, now);
    if (!id || !account || !tokens::is_uuid(*account) || !status || !time) return std::nullopt;
    return Event{std::move(*id), std::move(*account), {*status, text(view, "tier"), *time}};
}

}   // namespace kyc
