// How requests arrive: our own workers are called through nginx, and say what they got.
#include <ifaddrs.h>
#include <sys/socket.h>

#include <memory>

#include "fcgi/crypto/keyring.h"
#include "fcgi/crypto/random.h"
#include "fcgi/http/json_tree.h"
#include "fcgi/net/address.h"
#include "fcgi/net/https.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/encoding.h"
#include "handlers/doctor/examinations.h"
#include "handlers/tokens/signed_token.h"

namespace doctor {

namespace {

// Of a network that is for documents, so nobody's.
constexpr std::string_view made_up = "198.51.100.77";

struct Arrived {
    std::string address, scheme, contracts;
};

// As a client would that wants to pass for another.
net::Reply call(const sys::Config& config, const std::string& url)
{
    std::vector<std::string> headers{"Authorization: Bearer " + proof(config)};
    for (const char* name : {"X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"})
        headers.push_back(std::string{name} + ": " + std::string{made_up});
    return net::https_call({.url = url,
                            .headers = std::move(headers),
                            .allow_private = true,
                            .allow_other_port = true,
                            .allow_plain = true},
                           patience);
}

std::optional<Arrived> arrived(const net::Reply& reply)
{
    const auto json = http::parse_json(reply.body);
    if (reply.status != 200 || !json) return std::nullopt;
    Arrived all;
    for (const auto& [member, where] : {std::pair{"address", &all.address}, std::pair{"scheme", &all.scheme},
                                        std::pair{"contracts", &all.contracts}})
    {
        const auto value = json->view().find(member);
        if (!value || value->kind() != http::JsonView::string) return std::nullopt;
        *where = value->text();
    }
    return all;
}

std::string why_not(const net::Reply& reply, const std::string& url)
{
    if (reply.status == 0) return url + ": " + reply.problem;
    std::string answered = url + " answered " + std::to_string(reply.status);
    if (reply.status == 401) return answered + ": its workers have other keys, or another issuer or clock";
    if (reply.status == 404)
        return answered +
               ": nginx hands nothing there to workers, or names another LATCHKEY_CONTRACT than"
               " latchkey (--mount says where it is)";
    return answered;
}

struct Free {
    void operator()(ifaddrs* list) const noexcept { ::freeifaddrs(list); }
};

bool is_of_this_host(const std::string& address)
{
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return false;
    const std::unique_ptr<ifaddrs, Free> kept{list};
    for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr) continue;
        const auto own = net::address_of(*each->ifa_addr);
        if (own && net::text(*own) == address) return true;
    }
    return false;
}

void examine_address(const Patient& patient, const std::string& address)
{
    if (address == made_up)
        patient.tell({"nginx", Finding::bad,
                      "takes a client's word for its address: set_real_ip_from must name your proxies only"});
    else if (is_of_this_host(address))
        patient.tell(
            {"nginx", Finding::good, "this host arrives as " + address + ", whatever it claims to be"});
    else
        patient.tell({"nginx", Finding::doubtful,
                      "this host arrives as " + address +
                          ", which is none of its addresses. If that is a proxy of"
                          " yours, every client looks like it: set_real_ip_from " +
                          address});
}

void examine_scheme(const Patient& patient, const std::string& scheme)
{
    const std::string& url = patient.config.text(sys::Key::public_url);
    const bool same = url.starts_with(scheme + "://");
    patient.tell({"nginx", same ? Finding::good : Finding::doubtful,
                  same ? "requests arrive by " + scheme
                       : "requests arrive by " + scheme + ", though PUBLIC_URL is " + url +
                             ": another host in front ends TLS, or it is missing"});
}

}   // namespace

std::string proof(const sys::Config& config)
{
    constexpr const char* nobody = "00000000-0000-0000-0000-000000000000";
    const std::int64_t now = sys::system_clock()();
    return tokens::sign(crypto::Keyring{config.text(sys::Key::jwt_keys)}, config.text(sys::Key::issuer),
                        tokens::Use::administration,
                        {nobody, nobody, sys::hex(crypto::random_bytes(8)), now, now + 60});
}

void examine_front(const Patient& patient, const std::string& mount)
{
    const std::string url = patient.config.text(sys::Key::public_url) + mount + "/arrival";
    const net::Reply reply = call(patient.config, url);
    const auto found = arrived(reply);
    if (!found) return patient.tell({"nginx", Finding::bad, why_not(reply, url)});
    patient.tell({"nginx", Finding::good, mount + " speaks: " + found->contracts});
    examine_address(patient, found->address);
    examine_scheme(patient, found->scheme);
}

}   // namespace doctor
