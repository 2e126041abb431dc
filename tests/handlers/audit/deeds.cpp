#include "tests/handlers/audit/deeds.h"

#include "fcgi/sys/encoding.h"
#include "tests/handlers/administration/ring_file.h"

namespace test {

namespace {

void nothing(Stage&) {}

void at_the_gate(Stage& s, const std::string& password)
{
    auto asked = request("gate", "GET", "/check");
    asked.authorization = "Basic " + sys::base64("ann@example.com:" + password);
    s.house.send(asked);
}

const Deed table[] = {
    {"register", "ok", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/register", login_of("cat")); }},
    {"register", "ok", "self", nothing,
     [](Stage& s) { s.call("hydracore", "POST", "/register", login_of("cat")); }},
    {"register", "ok", "cli", nothing, [](Stage& s) { s.cli("user create cat@example.com"); }},
    {"login", "ok", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/login", login_of("ann")); }},
    {"login", "wrong_credentials", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/login", login_of("ann", "wrong horse")); }},
    {"login", "wrong_credentials", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/login", login_of("ghost")); }},
    {"login", "account_disabled", "self", [](Stage& s) { s.cli("user disable ann@example.com"); },
     [](Stage& s) { s.call("shipfastai", "POST", "/login", login_of("ann")); }},
    {"gate", "wrong_credentials", "self", nothing, [](Stage& s) { at_the_gate(s, "wrong horse"); }},
    {"gate", "account_disabled", "self", [](Stage& s) { s.cli("user disable ann@example.com"); },
     [](Stage& s) { at_the_gate(s, good_password); }},
    {"logout", "ok", "self", nothing, [](Stage& s) { s.call("mechamental", "POST", "/logout", {}, s.ann); }},
    {"refresh", "reuse", "self", nothing,
     [](Stage& s) {
         const auto old = json({{"refresh_token", s.house.login("bob@example.com").refresh}});
         for (int i = 0; i < 2; ++i) {
             s.call("shipfastai", "POST", "/refresh", old);
             s.house.sql("UPDATE session SET rotated_at = now() - interval '1 hour'");
         }
     }},
    {"session_revoke", "ok", "self", [](Stage& s) { s.house.login("ann@example.com"); },
     [](Stage& s) { s.call("latchkey", "DELETE", "/sessions", {}, s.ann); }},
    {"session_revoke", "ok", "self", [](Stage& s) { s.house.login("ann@example.com"); },
     [](Stage& s) { s.call("latchkey", "DELETE", "/sessions/" + s.newest_session(), {}, s.ann); }},
    {"not_me", "ok", "self", [](Stage& s) { s.alarm("ann"); },
     [](Stage& s) {
         s.call("latchkey", "POST", "/sessions/not-me", json({{"token", s.mailed("ann", "new_device")}}));
     }},
    {"reset_password_requested", "ok", "self", [](Stage& s) { s.alarm("ann"); },
     [](Stage& s) {
         s.call("latchkey", "POST", "/sessions/not-me", json({{"token", s.mailed("ann", "new_device")}}));
     }},
    {"session_revoke", "ok", "cli", nothing, [](Stage& s) { s.cli("session revoke ann@example.com"); }},
    {"session_revoke", "ok", "cli", [](Stage& s) { s.house.login("ann@example.com"); },
     [](Stage& s) { s.cli("session revoke ann@example.com --session " + s.newest_session()); }},
    {"verify_email_requested", "ok", "self",
     [](Stage& s) { s.call("shipfastai", "POST", "/register", login_of("cat")); },
     [](Stage& s) {
         s.call("shipfastai", "POST", "/resend-verification", R"({"email":"cat@example.com"})");
     }},
    {"verify_email_requested", "nothing_to_do", "self", nothing,
     [](Stage& s) {
         s.call("shipfastai", "POST", "/resend-verification", R"({"email":"ann@example.com"})");
     }},
    {"verify_email", "ok", "self",
     [](Stage& s) { s.call("shipfastai", "POST", "/register", login_of("cat")); },
     [](Stage& s) {
         s.call("shipfastai", "POST", "/verify-email", json({{"token", s.mailed("cat", "verify_email")}}));
     }},
    {"verify_email", "ok", "cli",
     [](Stage& s) { s.call("shipfastai", "POST", "/register", login_of("cat")); },
     [](Stage& s) { s.cli("user verify cat@example.com"); }},
    {"verify_code", "ok", "self", [](Stage& s) { s.call("hydracore", "POST", "/register", login_of("cat")); },
     [](Stage& s) {
         s.call("hydracore", "POST", "/verify-email",
                json({{"email", "cat@example.com"},
                      {"code", s.house.mailed_code("cat@example.com", "verify_email")}}));
     }},
    {"verify_code", "bad_code", "self", nothing,
     [](Stage& s) {
         s.call("hydracore", "POST", "/verify-email", R"({"email":"ann@example.com","code":"000000"})");
     }},
    {"verify_code", "bad_code", "self", nothing,
     [](Stage& s) {
         s.call("hydracore", "POST", "/verify-email", R"({"email":"ghost@example.com","code":"000000"})");
     }},
    {"reset_password_requested", "ok", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/forgot-password", R"({"email":"ann@example.com"})"); }},
    {"reset_password_requested", "nothing_to_do", "self", nothing,
     [](Stage& s) { s.call("shipfastai", "POST", "/forgot-password", R"({"email":"ghost@example.com"})"); }},
    {"reset_password", "ok", "self",
     [](Stage& s) { s.call("shipfastai", "POST", "/forgot-password", R"({"email":"ann@example.com"})"); },
     [](Stage& s) {
         s.call("shipfastai", "POST", "/reset-password",
                json({{"token", s.mailed("ann", "reset_password")}, {"new_password", s.new_password}}));
     }},
    {"set_password", "ok", "cli", nothing, [](Stage& s) { s.cli("user set-password ann@example.com"); }},
    {"change_password", "ok", "self", nothing,
     [](Stage& s) {
         s.call("latchkey", "PUT", "/me/password",
                json({{"current_password", good_password}, {"new_password", s.new_password}}), s.ann);
     }},
    {"change_password", "wrong_password", "self", nothing,
     [](Stage& s) {
         s.call("latchkey", "PUT", "/me/password",
                json({{"current_password", "wrong horse"}, {"new_password", s.new_password}}), s.ann);
     }},
    {"disable_user", "ok", "cli", nothing, [](Stage& s) { s.cli("user disable ann@example.com"); }},
    {"enable_user", "ok", "cli", nothing, [](Stage& s) { s.cli("user enable ann@example.com"); }},
    {"delete_user", "ok", "cli", nothing, [](Stage& s) { s.cli("user delete bob@example.com --yes"); }},
    {"grant_role", "ok", "cli", nothing,
     [](Stage& s) { s.cli("user grant ann@example.com --role support"); }},
    {"revoke_role", "ok", "cli", [](Stage& s) { s.cli("user grant ann@example.com --role support"); },
     [](Stage& s) { s.cli("user revoke ann@example.com --role support"); }},
    {"ban", "ok", "cli", nothing, [](Stage& s) { s.cli("ban add 203.0.113.7"); }},
    {"unban", "ok", "cli", [](Stage& s) { s.cli("ban add 203.0.113.7"); },
     [](Stage& s) { s.cli("ban remove 203.0.113.7"); }},
    {"create_org", "ok", "self", nothing,
     [](Stage& s) { s.call("latchkey", "POST", "/orgs", R"({"name":"Other"})", s.ann); }},
    {"create_org", "ok", "cli", nothing, [](Stage& s) { s.cli("org create Other"); }},
    {"switch_org", "ok", "self", nothing,
     [](Stage& s) {
         s.call("mechamental", "POST", "/switch-org", json({{"org_id", s.acme}}), s.ann);
     }},
    {"switch_org", "not_a_member", "self", nothing,
     [](Stage& s) {
         s.call("mechamental", "POST", "/switch-org", json({{"org_id", s.acme}}), s.bob);
     }},
    {"put_member", "ok", "ann", nothing,
     [](Stage& s) {
         s.call("latchkey", "POST", s.members(), json({{"user_id", s.id("bob")}, {"role", "member"}}), s.ann);
     }},
    {"put_member", "ok", "cli", nothing,
     [](Stage& s) { s.cli("org add-member Acme bob@example.com --role member"); }},
    {"remove_member", "ok", "ann", [](Stage& s) { s.society.join(s.acme, "bob@example.com", "member"); },
     [](Stage& s) { s.call("latchkey", "DELETE", s.members() + "/" + s.id("bob"), {}, s.ann); }},
    {"invite", "ok", "self", nothing, [](Stage& s) { s.invite("bob"); }},
    {"invite", "ok", "cli", nothing, [](Stage& s) { s.cli("invite create --email dan@example.com"); }},
    {"revoke_invite", "ok", "self", [](Stage& s) { s.invite("bob"); },
     [](Stage& s) {
         s.call("latchkey", "DELETE", "/orgs/" + s.acme + "/invites/" + s.house.sql("SELECT id FROM invite"),
                {}, s.ann);
     }},
    {"accept_invite", "ok", "self", [](Stage& s) { s.invite("bob"); },
     [](Stage& s) {
         s.call("latchkey", "POST", "/invites/accept",
                json({{"token", s.society.invite_token("bob@example.com")}}), s.bob);
     }},
    {"accept_invite", "ok", "self", [](Stage& s) { s.invite("cat"); },
     [](Stage& s) {
         s.call("mechamental", "POST", "/register",
                json({{"email", "cat@example.com"},
                      {"username", "cat"},
                      {"password", good_password},
                      {"invite_token", s.society.invite_token("cat@example.com")}}));
     }},
    {"api_key_stored", "ok", "self", nothing, [](Stage& s) { s.key(); }},
    {"api_key_changed", "ok", "self", [](Stage& s) { s.key(); },
     [](Stage& s) {
         s.call("bitcain-keys", "PATCH", "/" + s.house.sql("SELECT id FROM api_key"), R"({"name":"n"})",
                s.ann);
     }},
    {"api_key_changed", "ok", "self", [](Stage& s) { s.key(); },
     [](Stage& s) {
         s.call("bitcain-keys", "PATCH", "/" + s.house.sql("SELECT id FROM api_key"), R"({"secret":"n"})",
                s.ann);
     }},
    {"api_key_removed", "ok", "self", [](Stage& s) { s.key(); },
     [](Stage& s) {
         s.call("bitcain-keys", "DELETE", "/" + s.house.sql("SELECT id FROM api_key"), {}, s.ann);
     }},
    {"api_key_decrypted", "ok", "self", [](Stage& s) { s.key(); },
     [](Stage& s) {
         s.call("bitcain-keys", "POST", "/" + s.house.sql("SELECT id FROM api_key") + "/decrypt", {}, s.ann);
     }},
    {"api_key_decrypted", "does_not_open", "self",
     [](Stage& s) {
         s.key();
         s.house.sql("UPDATE api_key SET secret = api_key");
     },
     [](Stage& s) {
         s.call("bitcain-keys", "POST", "/" + s.house.sql("SELECT id FROM api_key") + "/decrypt", {}, s.ann);
     }},
    {"api_key_tried", "failed", "self", [](Stage& s) { s.key(); },
     [](Stage& s) {
         s.call("bitcain-keys", "POST", "/" + s.house.sql("SELECT id FROM api_key") + "/test-connection", {},
                s.ann);
     }},
    {"api_key_tried", "does_not_open", "self",
     [](Stage& s) {
         s.key();
         s.provider("acme");
         s.house.sql("UPDATE api_key SET secret = api_key");
     },
     [](Stage& s) {
         s.call("bitcain-keys", "POST", "/" + s.house.sql("SELECT id FROM api_key") + "/test-connection", {},
                s.ann);
     }},
    {"api_key_resealed", "ok", "cli", [](Stage& s) { s.key(); },
     [](Stage&) {
         House rotated{{{"SEAL_KEYS", signing_key("new") + "," + seal_key}}};
         administer(rotated, "key rotate --seal");
     }},
    {"key_staged", "ok", "cli", nothing, [](Stage&) { RingFile{}.rotate("stage"); }},
    {"key_activated", "ok", "cli", nothing,
     [](Stage&) {
         const RingFile file;
         file.rotate("stage");
         file.rotate("activate");
     }},
    {"key_retired", "ok", "cli", nothing,
     [](Stage&) {
         const RingFile file;
         for (const char* const step : {"stage", "activate", "retire --yes"}) file.rotate(step);
     }},
    {"kyc_status", "ok", "provider", nothing,
     [](Stage& s) {
         s.call("bitcain-kyc", "POST", "/webhook",
                json({{"event_id", "e1"}, {"user_id", s.id("ann")}, {"status", "pending"}}),
                "provider-secret");
     }},
};

}   // namespace

std::span<const Deed> deeds()
{
    return table;
}

}   // namespace test
