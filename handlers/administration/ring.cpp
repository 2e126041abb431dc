#include "handlers/administration/ring.h"

#include <algorithm>

namespace administration {

namespace {

std::optional<std::int64_t> when(const std::vector<audit::KeyEvent>& events, std::string_view what,
                                 const std::string& detail)
{
    const auto fits = [&](const audit::KeyEvent& one) { return one.what == what && one.detail == detail; };
    const auto found = std::ranges::find_if(events, fits);
    return found == events.end() ? std::nullopt : std::optional{found->at};
}

}   // namespace

const char* name(RingKey::State state)
{
    switch (state) {
    case RingKey::active: return "active";
    case RingKey::staged: return "staged";
    case RingKey::retiring: return "retiring";
    case RingKey::further: break;
    }
    return "further";
}

Ring::Ring(std::string_view name, std::string_view text, const std::vector<audit::KeyEvent>& events)
{
    std::optional<std::int64_t> led;   // since when the first one does
    while (!text.empty()) {
        const std::string entry{text.substr(0, text.find(','))};
        text.remove_prefix(std::min(entry.size() + 1, text.size()));
        const std::string kid = entry.substr(0, entry.find(':'));
        const std::string detail = std::string{name} + " " + kid;
        const auto activated = when(events, "key_activated", detail);
        const auto staged = when(events, "key_staged", detail);
        if (keys_.empty())
            keys_.push_back({kid, RingKey::active, led = activated, entry});
        else if (staged && !activated)
            keys_.push_back({kid, RingKey::staged, staged, entry});
        else
            keys_.push_back({kid, led ? RingKey::retiring : RingKey::further, led, entry});
    }
}

std::vector<RingKey> Ring::in(RingKey::State state) const
{
    std::vector<RingKey> found;
    std::ranges::copy_if(keys_, std::back_inserter(found), [&](auto& key) { return key.state == state; });
    return found;
}

std::string Ring::text() const
{
    std::string text;
    for (const RingKey& key : keys_) (text += text.empty() ? "" : ",") += key.entry;
    return text;
}

Ring Ring::with(const std::string& entry) const
{
    Ring made = *this;
    made.keys_.push_back({entry.substr(0, entry.find(':')), RingKey::staged, {}, entry});
    return made;
}

Ring Ring::led_by(const std::string& kid) const
{
    Ring made = *this;
    const auto leader = std::ranges::find(made.keys_, kid, &RingKey::kid);
    std::rotate(made.keys_.begin(), leader, leader + 1);
    return made;
}

Ring Ring::without(const std::vector<RingKey>& gone) const
{
    Ring made = *this;
    std::erase_if(made.keys_, [&](const RingKey& key) {
        return std::ranges::find(gone, key.kid, &RingKey::kid) != gone.end();
    });
    return made;
}

}   // namespace administration
