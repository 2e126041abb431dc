// latchkey key generate, list: the keys that sign tokens and seal API keys. Shows which there are, never a
// key but a fresh one.
#include <algorithm>
#include <ostream>

#include "fcgi/crypto/random.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/encoding.h"
#include "handlers/administration/office.h"
#include "handlers/administration/ring.h"
#include "handlers/administration/sentences.h"
#include "handlers/contracts/framework.h"
#include "handlers/vault/reseal_store.h"

namespace administration {

namespace {

// Without a state: one that rows hang on although no ring has it any more.
void show(const Desk& desk, const char* ring, const std::string& kid, const RingKey* key,
          std::optional<std::int64_t> rows = {})
{
    const std::string state = key ? name(key->state) : "missing";
    const std::string since =
        key && key->since ? contracts::iso8601(*key->since / 1'000'000 * 1'000'000) : "";
    if (desk.json) {
        http::Json json;
        json.with("ring", ring).with("kid", kid).with("state", state);
        if (!since.empty()) json.with("since", since);
        if (rows) json.with("rows", *rows);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << ring << '\t' << kid << '\t' << state << '\t' << (since.empty() ? "-" : since);
    if (rows) desk.out << '\t' << *rows << " rows";
    desk.out << '\n';
}

void show_seals(const Desk& desk, const Ring& ring, std::vector<vault::Hanging> hanging)
{
    for (const RingKey& key : ring.keys()) {
        const auto found = std::ranges::find(hanging, key.kid, &vault::Hanging::kid);
        show(desk, "seal", key.kid, &key, found == hanging.end() ? 0 : found->rows);
        if (found != hanging.end()) hanging.erase(found);
    }
    for (const auto& lost : hanging) show(desk, "seal", lost.kid, nullptr, lost.rows);
}

}   // namespace

Exit key_generate(const Desk& desk, Words words)
{
    const std::string kid = words.take_option("--kid", "k" + sys::hex(crypto::random_bytes(4)));
    words.end();
    const std::string key = kid + ":" + sys::base64(crypto::random_bytes(32));
    const crypto::SealRing checked{key};   // throws what is wrong with the kid
    if (desk.json)
        desk.out << http::Json{}.with("key", key).text() << '\n';
    else
        desk.out << key << '\n';
    return done;
}

Exit key_list(const Desk& desk, Words words)
{
    words.end();
    Office office{desk};
    auto db = office.lease();
    const auto events = audit::key_events(db);
    const Ring signing{"jwt", desk.config.text(sys::Key::jwt_keys), events};
    for (const RingKey& key : signing.keys()) show(desk, "jwt", key.kid, &key);
    show_seals(desk, {"seal", desk.config.text(sys::Key::seal_keys), events}, vault::rows_by_kid(db));
    return done;
}

}   // namespace administration
