#include "tests/handlers/round_trips.h"

#include "fcgi/sys/encoding.h"
#include "handlers/doctor/examinations.h"

namespace test {

namespace {

std::string bearer(const std::string& token)
{
    return "Bearer " + token;
}

Sending nothing(Stage&)
{
    return {};
}
Sending as_ann(Stage& s)
{
    return {{}, bearer(s.ann)};
}
Sending newcomer(Stage&)
{
    return {login_of("cat")};
}
Sending credentials(Stage&)
{
    return {login_of("ann")};
}
Sending refresh(Stage& s)
{
    return {json({{"refresh_token", s.house.login("ann@example.com").refresh}})};
}
Sending refresh_cookie(Stage& s)
{
    return {{}, {}, {}, {}, "__Secure-latchkey-refresh=" + s.house.login("ann@example.com").refresh};
}
Sending address(Stage&)
{
    return {R"({"email":"ann@example.com"})"};
}
Sending unverified(Stage& s)
{
    s.call("shipfastai", "POST", "/register", login_of("cat"));
    return {R"({"email":"cat@example.com"})"};
}
Sending link(Stage& s)
{
    unverified(s);
    return {json({{"token", s.mailed("cat", "verify_email")}})};
}
Sending code(Stage& s)
{
    unverified(s);
    return {json(
        {{"email", "cat@example.com"}, {"code", s.house.mailed_code("cat@example.com", "verify_email")}})};
}
Sending reset(Stage& s)
{
    s.call("shipfastai", "POST", "/forgot-password", R"({"email":"ann@example.com"})");
    return {json({{"token", s.mailed("ann", "reset_password")}, {"new_password", s.new_password}})};
}
Sending new_password(Stage& s)
{
    return {json({{"current_password", good_password}, {"new_password", s.new_password}}), bearer(s.ann)};
}
Sending profile(Stage& s)
{
    return {R"({"full_name":"Ann","username":"annie"})", bearer(s.ann)};
}
Sending named(Stage&)
{
    return {json({{"username", "ann@example.com"}, {"password", good_password}})};
}
Sending key(Stage& s, const std::string& deed = {}, const std::string& body = {})
{
    return {body, bearer(s.ann), "/" + s.key() + deed};
}
Sending of_acme(Stage& s, const std::string& path, const std::string& body = {})
{
    return {body, bearer(s.ann), "/orgs/" + s.acme + path};
}

const Cost table[] = {
    // contract, method, path, budget, what to send
    {"shipfastai", "GET", "/openapi.json", 0, nothing},
    {"shipfastai", "POST", "/register", 2, newcomer},
    {"shipfastai", "POST", "/login", 2, credentials},
    {"shipfastai", "POST", "/refresh", 1, refresh},
    {"shipfastai", "POST", "/logout", 0, nothing},
    {"shipfastai", "GET", "/me", 1, as_ann},
    {"shipfastai", "POST", "/verify-email", 2, link},
    {"shipfastai", "POST", "/resend-verification", 2, unverified},
    {"shipfastai", "POST", "/forgot-password", 2, address},
    {"shipfastai", "POST", "/verify-reset-token", 1, reset},
    {"shipfastai", "POST", "/reset-password", 2, reset},
    {"hydracore", "GET", "/openapi.json", 0, nothing},
    {"hydracore", "POST", "/register", 2, newcomer},
    {"hydracore", "POST", "/login", 2, credentials},
    {"hydracore", "POST", "/logout", 1, refresh},
    {"hydracore", "POST", "/refresh", 1, refresh},
    {"hydracore", "POST", "/verify-email", 2, code},
    {"hydracore", "POST", "/resend-verification", 2, unverified},
    {"hydracore", "POST", "/forgot-password", 2, address},
    {"hydracore", "POST", "/reset-password", 2, reset},
    {"hydracore", "POST", "/token", 2,
     [](Stage&) {
         return Sending{{}, "Basic " + sys::base64("ann@example.com:" + std::string{good_password})};
     }},
    {"hydracore", "GET", "/me", 1, as_ann},
    {"mechamental", "GET", "/openapi.json", 0, nothing},
    {"mechamental", "GET", "/config", 0, nothing},
    {"mechamental", "GET", "/invite-info", 1,
     [](Stage& s) {
         return Sending{{}, {}, {}, "token=" + s.invite("bob")};
     }},
    {"mechamental", "POST", "/register", 2,
     [](Stage&) {
         return Sending{
             json({{"email", "cat@example.com"}, {"username", "cat"}, {"password", good_password}})};
     }},
    {"mechamental", "POST", "/login", 2, named},
    {"mechamental", "POST", "/logout", 2, as_ann},
    {"mechamental", "POST", "/verify-email", 2, link},
    {"mechamental", "POST", "/resend-verification", 2, unverified},
    {"mechamental", "POST", "/refresh", 1, refresh},
    {"mechamental", "POST", "/switch-org", 1,
     [](Stage& s) {
         return Sending{json({{"org_id", s.acme}}), bearer(s.ann)};
     }},
    {"mechamental", "POST", "/forgot-password", 2, address},
    {"mechamental", "POST", "/reset-password", 2, reset},
    {"mechamental", "GET", "/me", 1, as_ann},
    {"mechamental", "GET", "/me/profile", 1, as_ann},
    {"mechamental", "PUT", "/me/profile", 2, profile},
    {"mechamental", "PUT", "/me/password", 2, new_password},
    {"bitcain", "GET", "/openapi.json", 0, nothing},
    {"bitcain", "POST", "/signup", 2, newcomer},
    {"bitcain", "POST", "/login", 2, credentials},
    {"bitcain", "POST", "/refresh", 1, refresh},
    {"bitcain", "POST", "/logout", 1,
     [](Stage& s) {
         return Sending{json({{"access_token", s.ann}})};
     }},
    {"bitcain", "POST", "/resend-verification", 2, unverified},
    {"bitcain", "GET", "/profile", 1, as_ann},
    {"bitcain", "POST", "/verify-email", 2, link},
    {"bitcain", "GET", "/verification-status", 1,
     [](Stage&) {
         return Sending{{}, {}, {}, "email=ann%40example.com"};
     }},
    {"bitcain-keys", "GET", "/openapi.json", 0, nothing},
    {"bitcain-keys", "GET", "/", 1, as_ann},
    {"bitcain-keys", "POST", "/", 2,
     [](Stage& s) {
         return Sending{R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})", bearer(s.ann)};
     }},
    {"bitcain-keys", "PATCH", "/{id}", 2, [](Stage& s) { return key(s, {}, R"({"name":"n"})"); }},
    {"bitcain-keys", "DELETE", "/{id}", 2, [](Stage& s) { return key(s); }},
    {"bitcain-keys", "POST", "/{id}/decrypt", 2, [](Stage& s) { return key(s, "/decrypt"); }},
    {"bitcain-keys", "POST", "/{id}/test-connection", 2, [](Stage& s) { return key(s, "/test-connection"); }},
    {"bitcain-kyc", "GET", "/openapi.json", 0, nothing},
    {"bitcain-kyc", "GET", "/", 1, as_ann},
    {"bitcain-kyc", "GET", "/health", 1, nothing},
    {"bitcain-kyc", "POST", "/webhook", 6,   // a transaction: events of an account take turns
     [](Stage& s) {
         return Sending{json({{"event_id", "e1"}, {"user_id", s.id("ann")}, {"status", "pending"}}),
                        bearer("provider-secret")};
     }},
    {"latchkey", "GET", "/openapi.json", 0, nothing},
    {"latchkey", "GET", "/arrival", 0,
     [](Stage& s) {
         return Sending{{}, bearer(doctor::proof(s.house.config()))};
     }},
    {"latchkey", "GET", "/config", 0, nothing},
    {"latchkey", "GET", "/health/live", 0, nothing},
    {"latchkey", "GET", "/health/ready", 1, nothing},
    {"latchkey", "POST", "/accounts", 2, newcomer},
    {"latchkey", "PUT", "/me", 2, profile},
    {"latchkey", "PUT", "/me/password", 2, new_password},
    {"latchkey", "POST", "/session", 2, credentials},
    {"latchkey", "POST", "/session/code", 2, code},
    {"latchkey", "GET", "/session", 1, as_ann},
    {"latchkey", "DELETE", "/session", 1, refresh_cookie},
    {"latchkey", "POST", "/session/refresh", 1, refresh_cookie},
    {"latchkey", "GET", "/session/renew", 1, refresh_cookie},
    {"latchkey", "GET", "/sessions", 1, as_ann},
    {"latchkey", "DELETE", "/sessions", 2, as_ann},
    {"latchkey", "DELETE", "/sessions/{id}", 2,
     [](Stage& s) {
         return Sending{{}, bearer(s.bob), "/sessions/" + s.newest_session()};
     }},
    {"latchkey", "POST", "/sessions/not-me", 2,
     [](Stage& s) {
         return Sending{json({{"token", s.alarm("ann")}})};
     }},
    {"latchkey", "GET", "/identities", 1, as_ann},
    {"latchkey", "DELETE", "/identities/{id}", 2,
     [](Stage& s) {
         return Sending{{}, bearer(s.ann), "/identities/" + s.linked("ann")};
     }},
    {"latchkey", "GET", "/api-keys", 1, as_ann},
    {"latchkey", "POST", "/api-keys", 2,
     [](Stage& s) {
         return Sending{R"({"exchange":"acme","api_key":"key-12345678","secret":"s"})", bearer(s.ann)};
     }},
    {"latchkey", "DELETE", "/api-keys/{id}", 2,
     [](Stage& s) {
         return Sending{{}, bearer(s.ann), "/api-keys/" + s.key()};
     }},
    {"latchkey", "POST", "/orgs", 2,
     [](Stage& s) {
         return Sending{R"({"name":"Other"})", bearer(s.ann)};
     }},
    {"latchkey", "GET", "/orgs", 1, as_ann},
    {"latchkey", "GET", "/orgs/{org_id}/members", 1, [](Stage& s) { return of_acme(s, "/members"); }},
    {"latchkey", "POST", "/orgs/{org_id}/members", 3,
     [](Stage& s) {
         return of_acme(s, "/members", json({{"user_id", s.id("bob")}, {"role", "member"}}));
     }},
    {"latchkey", "DELETE", "/orgs/{org_id}/members/me", 2,
     [](Stage& s) {
         s.society.join(s.acme, "bob@example.com", "owner");
         return of_acme(s, "/members/me");
     }},
    {"latchkey", "DELETE", "/orgs/{org_id}/members/{user_id}", 2,
     [](Stage& s) {
         s.society.join(s.acme, "bob@example.com", "member");
         return of_acme(s, "/members/" + s.id("bob"));
     }},
    {"latchkey", "GET", "/orgs/{org_id}/invites", 1, [](Stage& s) { return of_acme(s, "/invites"); }},
    {"latchkey", "POST", "/orgs/{org_id}/invites", 2,
     [](Stage& s) { return of_acme(s, "/invites", R"({"email":"bob@example.com"})"); }},
    {"latchkey", "DELETE", "/orgs/{org_id}/invites/{id}", 2,
     [](Stage& s) {
         s.invite("bob");
         return of_acme(s, "/invites/" + s.house.sql("SELECT id FROM invite"));
     }},
    {"latchkey", "POST", "/invites/accept", 2,
     [](Stage& s) {
         return Sending{json({{"token", s.invite("bob")}}), bearer(s.bob)};
     }},
};

http::Request asked(const Cost& cost, const Sending& sending)
{
    auto made =
        request(cost.contract, cost.method, sending.path.empty() ? cost.path : sending.path, sending.body);
    made.authorization = sending.authorization;
    made.query = sending.query;
    made.cookie = sending.cookie;
    return made;
}

}   // namespace

std::span<const Cost> costs()
{
    return table;
}

Spent spent(const Cost& cost)
{
    Stage stage{{{"RATE_LIMITS", "on"}}};
    const auto request = asked(cost, cost.prepare(stage));
    const auto before = stage.house.service().pool.round_trips();
    const int status = stage.house.send(request).status;
    return {status, stage.house.service().pool.round_trips() - before};
}

}   // namespace test
