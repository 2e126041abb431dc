#include "handlers/gate/send_to_sign_in.h"

#include "fcgi/http/fields.h"
#include "handlers/gate/return_address.h"

namespace gate {

// A script's request has no use for a page, and what was posted would be lost on the way.
static bool wants_page(std::string_view method, std::string_view accept)
{
    return (method == "GET" || method == "HEAD") && accept.contains("text/html");
}

Result<Elsewhere> send_to_sign_in(Context& cx, const Input& in)
{
    const std::string wanted = in.maybe(Key::wanted).value_or("");
    const auto blank = wanted.find(' ');
    if (blank == std::string::npos ||
        !wants_page(wanted.substr(0, blank), in.maybe(Key::accept).value_or("")))
        return refuse(Fault::not_signed_in);
    const std::string place = wanted.substr(blank + 1);
    const std::string host = place.substr(0, place.find('/'));
    const sys::Config& config = cx.service.config;
    const std::string back = guarded_address(host, place.substr(host.size()), config);
    return Elsewhere{config.text(sys::Key::public_url) + in.maybe(Key::sign_in).value_or("") +
                     "/session/renew?return=" + http::percent_encoded(back)};
}

}   // namespace gate
