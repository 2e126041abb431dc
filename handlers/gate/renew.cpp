#include "handlers/gate/renew.h"

#include "fcgi/http/fields.h"
#include "handlers/gate/return_address.h"
#include "handlers/sessions/refresh.h"

namespace gate {

Result<Renewed> renew(Context& cx, const Input& in)
{
    const sys::Config& config = cx.service.config;
    std::string back = safe_return(in.maybe(Key::return_address).value_or("/"), config);
    auto session = sessions::refresh(cx, in);
    if (session) return Renewed{std::move(*session), std::move(back)};
    return Renewed{{},
                   config.text(sys::Key::frontend_url) + "/sign-in?return=" + http::percent_encoded(back)};
}

}   // namespace gate
