// latchkey key rotate: a fresh key is staged, made the active one, and what it replaced is retired, each step
// in the file that holds the ring. Between them every worker and mailer must have loaded the file anew.
#include <ostream>

#include "fcgi/crypto/random.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/kept_value.h"
#include "handlers/administration/office.h"
#include "handlers/administration/ring.h"
#include "handlers/administration/sentences.h"
#include "handlers/contracts/framework.h"
#include "handlers/vault/reseal.h"
#include "handlers/vault/reseal_store.h"

namespace administration {

namespace {

constexpr std::int64_t second = 1'000'000;   // in microseconds
constexpr std::int64_t day = 86'400 * second;
constexpr std::int64_t soonest = 60 * second;   // that a reload of all may be over

// What a step does to the ring, and to which keys.
struct Change {
    const char* event;
    const char* done;   // "staged"
    std::vector<std::string> kids;
    Ring after;
    std::string next;   // what to type when all have loaded it
};
using Decision = std::expected<Change, std::string>;

struct Rotation {
    const Desk& desk;
    const char* name;   // of the ring
    sys::Key setting;
    bool is_sure;   // --yes
    std::int64_t now;
    Ring ring;

    std::string sentence(const std::string& step) const
    {
        return "latchkey key rotate --" + std::string{name} + " " + step;
    }
};

std::vector<std::string> kids(const std::vector<RingKey>& keys)
{
    std::vector<std::string> all;
    for (const RingKey& key : keys) all.push_back(key.kid);
    return all;
}

Decision stage(const Rotation& rotation)
{
    if (const auto staged = rotation.ring.in(RingKey::staged); !staged.empty())
        return std::unexpected{staged[0].kid + " is staged already; next: " + rotation.sentence("activate")};
    const std::string kid = "k" + sys::hex(crypto::random_bytes(4));
    return Change{"key_staged",
                  "staged",
                  {kid},
                  rotation.ring.with(kid + ":" + sys::base64(crypto::random_bytes(32))),
                  rotation.sentence("activate")};
}

Decision activate(const Rotation& rotation)
{
    auto ready = rotation.ring.in(RingKey::staged);
    if (ready.empty() && rotation.is_sure) ready = rotation.ring.in(RingKey::further);
    if (ready.size() != 1)
        return std::unexpected{
            "no key is staged; first: " + rotation.sentence("stage") +
            ", or --yes where the only other key was put behind by hand and loaded by all"};
    const RingKey& key = ready[0];
    if (key.since && rotation.now - *key.since < soonest)
        rotation.desk.err << "latchkey: warning: " << key.kid << " was staged "
                          << (rotation.now - *key.since) / second
                          << " seconds ago; whoever has not loaded it refuses what it makes\n";
    const bool seals = rotation.setting == sys::Key::seal_keys;
    const std::string days = rotation.desk.config.text(sys::Key::refresh_days);
    return Change{
        "key_activated",
        "active",
        {key.kid},
        rotation.ring.led_by(key.kid),
        seals ? rotation.sentence("reseal") : "in " + days + " days: " + rotation.sentence("retire")};
}

// Until then there may be sessions whose last token the old key signed.
std::string too_early(const Rotation& rotation, const RingKey& key)
{
    const std::int64_t wait = rotation.desk.config.number(sys::Key::refresh_days) * day;
    if (rotation.is_sure || (key.since && rotation.now - *key.since >= wait)) return {};
    const std::string until = key.since
                                  ? "before " + contracts::iso8601((*key.since + wait) / second * second)
                                  : "now, and nobody knows since when it signs no more";
    return "retiring " + key.kid + " " + until +
           " ends the sessions that were not refreshed since another key signs; --yes does it";
}

std::string still_needed(const std::vector<vault::Hanging>& hanging, const Rotation& rotation,
                         const RingKey& key)
{
    for (const auto& one : hanging)
        if (one.kid == key.kid && one.rows > 0)
            return std::to_string(one.rows) + " rows are sealed with " + key.kid +
                   "; first: " + rotation.sentence("reseal");
    return {};
}

Decision retire(const Rotation& rotation, db::Lease& db)
{
    auto old = rotation.ring.in(RingKey::retiring);
    if (old.empty() && rotation.is_sure) old = rotation.ring.in(RingKey::further);
    if (old.empty())
        return std::unexpected{"no key is retiring; first: " + rotation.sentence("activate") +
                               ", or --yes where the active one was put in front by hand"};
    const bool seals = rotation.setting == sys::Key::seal_keys;
    const auto hanging = seals ? vault::rows_by_kid(db) : std::vector<vault::Hanging>{};
    for (const RingKey& key : old)
        if (auto reason = seals ? still_needed(hanging, rotation, key) : too_early(rotation, key);
            !reason.empty())
            return std::unexpected{std::move(reason)};
    return Change{"key_retired", "retired", kids(old), rotation.ring.without(old), {}};
}

void tell(const Rotation& rotation, const Change& change, const std::string& file)
{
    const Desk& desk = rotation.desk;
    for (const std::string& kid : change.kids) {
        http::Json json;
        json.with("ring", rotation.name).with("kid", kid).with("state", change.done).with("file", file);
        if (desk.json)
            desk.out << json.text() << '\n';
        else
            desk.out << kid << " is " << change.done << " in " << file << '\n';
    }
    desk.err << "latchkey: now on each host: systemctl reload 'latchkey@*.service'"
             << (rotation.setting == sys::Key::jwt_keys ? " latchkey-mailer.service" : "") << '\n';
    if (!change.next.empty()) desk.err << "latchkey: then " << change.next << '\n';
}

// The audit's entries stand when the file does, and neither when one fails.
void carry_out(const Rotation& rotation, const Change& change, const Context& cx, db::Lease& db)
{
    db::Transaction whole{db};
    for (const std::string& kid : change.kids)
        audit::now(db, cx, {change.event, "ok", {}, {}, std::string{rotation.name} + " " + kid});
    const auto file = sys::put_value(rotation.desk.config, rotation.setting, change.after.text());
    if (!file) throw sys::Failure{file.error()};
    whole.commit();
    tell(rotation, change, *file);
}

Exit reseal(const Desk& desk, const Context& cx)
{
    const auto resealed = vault::reseal(cx.service, cx.origin);
    if (desk.json)
        desk.out
            << http::Json{}.with("resealed", resealed.done).with("unopenable", resealed.unopenable).text()
            << '\n';
    else
        desk.out << resealed.done << " rows sealed anew\n";
    if (resealed.unopenable == 0) return done;
    desk.err << "latchkey: " << resealed.unopenable
             << " rows don't open with any key of LATCHKEY_SEAL_KEYS\n";
    return refused;
}

}   // namespace

Exit key_rotate(const Desk& desk, Words words)
{
    const bool jwt = words.take_flag("--jwt");
    const bool seal = words.take_flag("--seal");
    const bool is_sure = words.take_flag("--yes");
    if (jwt == seal) throw Misuse{"either --jwt or --seal"};
    const std::string step = words.take_next(seal ? "reseal" : "");
    words.end();
    Office office{desk};
    const Context cx = office.context();
    if (seal && step == "reseal") return reseal(desk, cx);
    const auto setting = jwt ? sys::Key::jwt_keys : sys::Key::seal_keys;
    const char* const name = jwt ? "jwt" : "seal";
    auto db = office.lease();
    const Rotation rotation{desk,
                            name,
                            setting,
                            is_sure,
                            cx.now() * second,
                            Ring{name, desk.config.text(setting), audit::key_events(db)}};
    if (step != "stage" && step != "activate" && step != "retire")
        throw Misuse{"a step is stage, activate or retire, and reseal with --seal"};
    const Decision decided = step == "stage"      ? stage(rotation)
                             : step == "activate" ? activate(rotation)
                                                  : retire(rotation, db);
    if (!decided) {
        desk.err << "latchkey: " << decided.error() << '\n';
        return refused;
    }
    carry_out(rotation, *decided, cx, db);
    return done;
}

}   // namespace administration
