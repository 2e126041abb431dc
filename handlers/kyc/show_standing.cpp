#include "handlers/kyc/show_standing.h"

namespace kyc {

Result<Shown> show_standing(Context& cx, const Input&)
{
    auto db = cx.lease();
    auto shown = read(db, cx.caller->subject);
    if (!shown) return refuse(Fault::not_signed_in);
    return std::move(*shown);
}

}   // namespace kyc
