// The rings of keys as they are rotated: what each key is to its ring, and which step may come next. Since
// when is read from the audit, which all hosts of an installation share; no key leaves the ring's text.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/audit/audit_store.h"

namespace administration {

struct RingKey {
    // staged: all know it, none uses it yet. retiring: was active. further: behind the active one, and
    // nothing is known of how it came there.
    enum State { active, staged, retiring, further };
    std::string kid;
    State state;
    std::optional<std::int64_t> since;   // microseconds since 1970
    std::string entry;                   // kid:base64
};

const char* name(RingKey::State state);

class Ring {
public:
    // name: "jwt" or "seal", as the audit's details say it.
    Ring(std::string_view name, std::string_view text, const std::vector<audit::KeyEvent>& events);

    const std::vector<RingKey>& keys() const { return keys_; }
    std::vector<RingKey> in(RingKey::State state) const;
    std::string text() const;                    // as the configuration has it
    Ring with(const std::string& entry) const;   // behind all others
    Ring led_by(const std::string& kid) const;   // in front of all others
    Ring without(const std::vector<RingKey>& gone) const;

private:
    std::vector<RingKey> keys_;
};

}   // namespace administration
