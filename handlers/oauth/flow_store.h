// The table of sign-ins under way. Digests only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace db {
class Lease;
}

namespace oauth {

// What it was begun for, beside signing in.
struct Purpose {
    std::optional<std::string> invite = {};    // digest of the invite to accept
    std::optional<std::string> session = {};   // id of the one to whose account who comes back is linked
};

struct Flow {
    std::string provider;
    std::string kid;   // the key its proofs hang on
    Purpose purpose = {};
};

void begin(db::Lease& db, std::string_view state, std::string_view browser, const Flow& flow);

// Takes it away, so that exactly one caller gets it. Nothing when it is another provider's, another
// browser's, too old or gone.
std::optional<Flow> spend(db::Lease& db, std::string_view state, std::string_view browser,
                          std::string_view provider);

}   // namespace oauth
