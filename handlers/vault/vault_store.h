// The api_key table. Values are sealed before they come here, and every change and every opening is noted in
// the audit trail by the statement that does it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/vault/credentials.h"
#include "handlers/vault/entry.h"

namespace vault {

// Who does something to their keys.
struct By {
    std::string account;   // ids
    std::string session;
    const Origin& origin;
};
By by(const Context& cx);   // the caller of a signed-in row

// What a row is beside its sealed values. Nothing: an update leaves it.
struct Label {
    std::optional<std::string> exchange;
    std::optional<std::string> name;
    bool clears_name = false;
    std::optional<std::string> environment;
    std::optional<std::string> permissions;   // a JSON list
    std::optional<std::string> active;        // "true" or "false"
};

// ids below: UUIDs in any case, or nothing is found.
// Nothing when the account has as many as it may keep.
std::optional<Entry> insert(db::Lease& db, const By& by, const Label& label, const Sealed& sealed,
                            const std::string& last_four);
std::vector<Entry> list(db::Lease& db, const std::string& account);
std::optional<Sealed> find(db::Lease& db, const std::string& account, const std::string& id);
std::optional<Entry> update(db::Lease& db, const By& by, const std::string& id, const Label& label);
// The same with newly sealed values. Nothing also when the row has another version than fresh.version - 1 by
// now.
std::optional<Entry> update(db::Lease& db, const By& by, const Label& label, const Sealed& fresh,
                            const std::optional<std::string>& last_four);
bool remove(db::Lease& db, const By& by, const std::string& id);

// Notes that its owner opened a key, or that it would not open. False when it is gone by now.
bool note_opening(db::Lease& db, const By& by, const std::string& id, bool success);

// A key to be tried at its provider.
struct Trial {
    Sealed sealed;
    std::string exchange;
};
std::optional<Trial> find_for_trial(db::Lease& db, const std::string& account, const std::string& id);
enum class TrialResult { ok, failed, does_not_open };
void note_trial(db::Lease& db, const By& by, const std::string& id, TrialResult result);

}   // namespace vault
