#include "handlers/oauth/way_back.h"

namespace oauth {

std::string way_back(const Context& cx, const Provider& provider)
{
    const std::string& origin = cx.service.config.text(sys::Key::public_url);
    return way_back(origin, cx.mount.path, provider);
}

std::string way_back(const std::string& origin, std::string_view mount, const Provider& provider)
{
    return origin + std::string{mount} + "/callback/" + provider.name;
}

std::unexpected<Refusal> not_done(const Context& cx, const Provider& provider, Refusal refusal)
{
    if (!refusal.about.empty())
        cx.service.log.warning("sign_in_failed", {{"provider", provider.name}, {"reason", refusal.about}});
    return std::unexpected{std::move(refusal)};
}

}   // namespace oauth
