#include "handlers/accounts/verification_status.h"

#include "handlers/accounts/verification_store.h"

namespace accounts {

Result<VerificationStatus> verification_status(Context& cx, const Input& in)
{
    VerificationStatus status{std::string{in[Key::email]}, {}, {}};
    auto db = cx.lease();
    read_verification(db, status);
    return status;
}

}   // namespace accounts
