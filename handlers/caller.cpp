#include "handlers/caller.h"

#include "fcgi/http/fields.h"

static std::string presented_token(const Contract& contract, Caller demanded, const http::Request& request)
{
    if (const auto token = http::bearer(request.authorization)) return std::string{*token};
    const bool by_cookie = demanded == Caller::session || demanded == Caller::verified_session;
    if (!by_cookie || contract.access_cookie.empty() || !request.authorization.empty()) return {};
    return http::cookie(request.cookie, contract.access_cookie).value_or("");
}

Result<std::optional<tokens::Claims>> known(const Contract& contract, Caller demanded, const http::Request& request,
                                            const Service& service)
{
    if (demanded == Caller::anyone) return std::nullopt;
    auto claims = tokens::read(service.keys, service.config.text(sys::Key::issuer), tokens::Use::access,
                               presented_token(contract, demanded, request), service.clock());
    if (!claims) return refuse(Fault::not_signed_in);
    if (demanded == Caller::verified_session && !claims->verified) return refuse(Fault::email_not_verified);
    return claims;
}
