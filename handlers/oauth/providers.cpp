#include "handlers/oauth/providers.h"

#include <algorithm>

namespace oauth {

// Whoever writes a port into the configuration means it.
static bool names_port(std::string_view url)
{
    url.remove_prefix(std::min(url.size(), std::string_view{"https://"}.size()));
    const std::string_view host = url.substr(0, url.find('/'));
    return host.substr(host.rfind(']') == host.npos ? 0 : host.rfind(']')).contains(':');
}

static Provider google(const sys::Config& config)
{
    return {.name = "google",
            .kind = Provider::openid,
            .issuer = "https://accounts.google.com",
            .client_id = config.text(sys::Key::google_client_id),
            .client_secret = config.text(sys::Key::google_client_secret),
            .scopes = "openid email profile"};
}

static Provider github(const sys::Config& config)
{
    std::string url = config.text(sys::Key::github_url);
    if (url.ends_with('/')) url.pop_back();
    const bool other_port = names_port(url);
    return {.name = "github",
            .kind = Provider::github,
            .issuer = std::move(url),
            .client_id = config.text(sys::Key::github_client_id),
            .client_secret = config.text(sys::Key::github_client_secret),
            .scopes = "read:user user:email",
            .ca_file = config.text(sys::Key::github_ca),
            .allow_private = config.is_on(sys::Key::github_private),
            .allow_other_port = other_port};
}

static Provider openid(const sys::Config& config, const std::string& name)
{
    const auto text = [&](sys::Key key) { return config.text(key, name); };
    return {.name = name,
            .kind = Provider::openid,
            .issuer = text(sys::Key::oidc_issuer),
            .client_id = text(sys::Key::oidc_client_id),
            .client_secret = text(sys::Key::oidc_client_secret),
            .scopes = text(sys::Key::oidc_scopes),
            .ca_file = text(sys::Key::oidc_ca),
            .allow_private = text(sys::Key::oidc_private) == "on",
            .allow_other_port = names_port(text(sys::Key::oidc_issuer))};
}

std::vector<Provider> configured_providers(const sys::Config& config)
{
    std::vector<Provider> providers;
    if (!config.text(sys::Key::google_client_id).empty()) providers.push_back(google(config));
    if (!config.text(sys::Key::github_client_id).empty()) providers.push_back(github(config));
    for (const std::string& name : config.names()) providers.push_back(openid(config, name));
    return providers;
}

const Provider* find_provider(const std::vector<Provider>& providers, std::string_view name)
{
    const auto found = std::ranges::find(providers, name, &Provider::name);
    return found == providers.end() ? nullptr : &*found;
}

}   // namespace oauth
