// Whether the addresses of the configuration can work together, and the cookies with them.
#include <algorithm>

#include "handlers/doctor/examinations.h"
#include "handlers/oauth/providers.h"
#include "handlers/oauth/way_back.h"

namespace doctor {

namespace {

struct Url {
    std::string scheme;
    std::string host;
};

// Of one that the configuration took for an origin.
Url parsed(const std::string& url)
{
    const std::size_t at = url.find("://") + 3;
    const std::size_t end = url[at] == '[' ? url.find(']', at) + 1 : url.find_first_of(":/", at);
    return {url.substr(0, at - 3), url.substr(at, std::min(end, url.size()) - at)};
}

bool stays_on_this_host(const std::string& host)
{
    return host == "localhost" || host == "[::1]" || host.starts_with("127.") || host.ends_with(".localhost");
}

bool is_within(const std::string& host, const std::string& domain)
{
    return host == domain || host.ends_with("." + domain);
}

// The last two names: which of them sell names below them only a list could tell.
std::string site(const std::string& host)
{
    const std::size_t last = host.rfind('.');
    if (last == host.npos || last == 0) return host;
    const std::size_t before = host.rfind('.', last - 1);
    return before == host.npos ? host : host.substr(before + 1);
}

void examine_scheme(const Patient& patient, const Url& url)
{
    if (url.scheme == "https") return patient.tell({"addresses", Finding::good, "PUBLIC_URL is https"});
    const bool local = stays_on_this_host(url.host);
    patient.tell({"addresses", local ? Finding::good : Finding::bad,
                  local ? "PUBLIC_URL is http, and on this host only"
                        : "PUBLIC_URL is http: passwords travel for all to read, and browsers hold back"});
}

void examine_cookies(const Patient& patient, const Url& url)
{
    const bool secure = patient.config.is_on(sys::Key::cookie_secure);
    if (secure && url.scheme != "https" && !stays_on_this_host(url.host))
        patient.tell({"cookies", Finding::bad, "COOKIE_SECURE is on, so over http browsers send none back"});
    else if (!secure && url.scheme == "https")
        patient.tell({"cookies", Finding::bad, "COOKIE_SECURE is off, though PUBLIC_URL is https"});
    else
        patient.tell({"cookies", Finding::good, secure ? "they are Secure" : "they travel over http"});
    const std::string& domain = patient.config.text(sys::Key::cookie_domain);
    if (!domain.empty() && !is_within(url.host, domain))
        patient.tell({"cookies", Finding::bad,
                      "PUBLIC_URL is not within COOKIE_DOMAIN " + domain + ", so browsers refuse them"});
}

void examine_front_end(const Patient& patient, const Url& url)
{
    const Url pages = parsed(patient.config.text(sys::Key::frontend_url));
    if (pages.scheme != url.scheme)
        patient.tell({"addresses", Finding::bad, "FRONTEND_URL and PUBLIC_URL differ in http and https"});
    else if (site(pages.host) != site(url.host))
        patient.tell({"addresses", Finding::bad,
                      "FRONTEND_URL (" + pages.host + ") is another site than PUBLIC_URL (" + url.host +
                          "), so its pages get no cookie of ours"});
    else
        patient.tell({"addresses", Finding::good, "FRONTEND_URL and PUBLIC_URL are of one site"});
}

void name_callbacks(const Patient& patient, const std::string& mount)
{
    const std::string& origin = patient.config.text(sys::Key::public_url);
    for (const auto& provider : oauth::configured_providers(patient.config))
        patient.tell(
            {"sign-in", Finding::good,
             provider.name + " must know this address: " + oauth::way_back(origin, mount, provider)});
}

}   // namespace

void examine_addresses(const Patient& patient, const std::string& mount)
{
    const Url url = parsed(patient.config.text(sys::Key::public_url));
    examine_scheme(patient, url);
    examine_cookies(patient, url);
    examine_front_end(patient, url);
    name_callbacks(patient, mount);
}

}   // namespace doctor
