// latchkey key ...: the keys that sign tokens and seal API keys. Shows which there are, never a key but a
// fresh one.
#include <algorithm>
#include <ostream>

#include "fcgi/crypto/random.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/encoding.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/vault/reseal.h"
#include "handlers/vault/reseal_store.h"

namespace administration {

namespace {

// One line of the list: a key of a ring, or one that rows hang on although no ring has it any more.
struct Shown {
    const char* ring;
    std::string kid;
    const char* state;   // "first", "further" or "missing"
    std::optional<std::int64_t> rows = {};
};

void show(const Desk& desk, const Shown& key)
{
    if (desk.json) {
        http::Json json;
        json.with("ring", key.ring).with("kid", key.kid).with("state", key.state);
        if (key.rows) json.with("rows", *key.rows);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << key.ring << '\t' << key.kid << '\t' << key.state;
    if (key.rows) desk.out << '\t' << *key.rows << " rows";
    desk.out << '\n';
}

const char* place(std::size_t index)
{
    return index == 0 ? "first" : "further";
}

void show_seals(const Desk& desk, const std::vector<std::string>& kids, std::vector<vault::Hanging> hanging)
{
    for (std::size_t i = 0; i < kids.size(); ++i) {
        const auto found = std::ranges::find(hanging, kids[i], &vault::Hanging::kid);
        show(desk, {"seal", kids[i], place(i), found == hanging.end() ? 0 : found->rows});
        if (found != hanging.end()) hanging.erase(found);
    }
    for (const auto& lost : hanging) show(desk, {"seal", lost.kid, "missing", lost.rows});
}

void show(const Desk& desk, const vault::Resealed& resealed)
{
    if (desk.json) {
        http::Json json;
        json.with("resealed", resealed.done).with("unopenable", resealed.unopenable);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << resealed.done << " rows sealed anew\n";
    if (resealed.unopenable > 0)
        desk.err << "latchkey: " << resealed.unopenable
                 << " rows don't open with any key of LATCHKEY_SEAL_KEYS\n";
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
    const auto context = office.context();
    const auto signing = context.service.keys.kids();
    for (std::size_t i = 0; i < signing.size(); ++i) show(desk, {"jwt", signing[i], place(i)});
    auto db = office.lease();
    show_seals(desk, context.service.seals.kids(), vault::rows_by_kid(db));
    return done;
}

Exit key_rotate(const Desk& desk, Words words)
{
    if (!words.take_flag("--seal")) throw Misuse{"only seals are rotated here: --seal"};
    words.end();
    Office office{desk};
    const Context cx = office.context();
    const auto resealed = vault::reseal(cx.service, cx.origin);
    show(desk, resealed);
    return resealed.unopenable == 0 ? done : refused;
}

}   // namespace administration
