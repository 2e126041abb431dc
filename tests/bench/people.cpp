#include "tests/bench/people.h"

#include "fcgi/crypto/password.h"
#include "fcgi/crypto/random.h"
#include "fcgi/sys/clock.h"
#include "handlers/tokens/signed_token.h"

namespace bench {

namespace {

// A session's user_agent holds the jti whose digest is its current one.
constexpr db::Sql make_accounts =
    "INSERT INTO account (email, password_hash, verified_at) "
    "SELECT 'bench-' || n || '@example.com', $3, now() FROM generate_series($1::bigint, $2::bigint) n";
constexpr db::Sql make_sessions =
    "INSERT INTO session (account_id, current_digest, expires_at, address, user_agent) "
    "SELECT id, sha256(convert_to('jti-' || id, 'UTF8')), now() + interval '30 days', '127.0.0.1', 'jti-' || "
    "id "
    "FROM account WHERE created_at = (SELECT max(created_at) FROM account)";

std::string post(std::string_view path, const std::string& body)
{
    return "POST /api/auth" + std::string{path} +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

}   // namespace

void settle(db::Pool& pool, const sys::Config& config, std::int64_t count)
{
    const auto cost = crypto::parse_cost(config.text(sys::Key::scrypt));
    const std::string hash = crypto::hash_password(password, cost, crypto::random_bytes(16));
    auto db = pool.lease();
    const auto there = db.row("SELECT count(*) FROM account")->number(0);
    if (there >= count) return;
    db.query(make_accounts, {there + 1, count, hash});
    db.query(make_sessions);
}

std::vector<Person> choose(db::Pool& pool, const sys::Config& config, std::int64_t count)
{
    const crypto::Keyring keys{config.text(sys::Key::jwt_keys)};
    const std::string& issuer = config.text(sys::Key::issuer);
    const std::int64_t now = sys::system_clock()();
    auto db = pool.lease();
    const auto rows = db.query(
        "SELECT a.email, a.id, s.id, s.user_agent FROM session s JOIN account a "
        "ON a.id = s.account_id WHERE s.salt IS NULL AND s.user_agent LIKE 'jti-%' "
        "ORDER BY random() LIMIT $1::bigint",
        {count});
    std::vector<Person> chosen;
    for (int i = 0; i < rows.size(); ++i) {
        const tokens::Claims claims{rows[i].text(1),
                                    rows[i].text(2),
                                    rows[i].text(3),
                                    now,
                                    now + config.number(sys::Key::access_seconds),
                                    true};
        chosen.push_back({rows[i].text(0), tokens::sign(keys, issuer, tokens::Use::access, claims),
                          tokens::sign(keys, issuer, tokens::Use::refresh, claims)});
    }
    return chosen;
}

std::string me(const Person& person)
{
    return "GET /api/auth/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + person.access +
           "\r\n\r\n";
}

std::string guarded(const Person& person)
{
    return "GET /page HTTP/1.1\r\nHost: bench\r\nCookie: latchkey=" + person.access + "\r\n\r\n";
}

std::string refresh(const Person& person)
{
    return post("/refresh", R"({"refresh_token":")" + person.refresh + R"("})");
}

std::string login(const Person& person)
{
    return post("/login", R"({"email":")" + person.email + R"(","password":")" + password + R"("})");
}

std::string refresh_token(std::string_view body)
{
    constexpr std::string_view name = R"("refresh_token":")";
    const auto found = body.find(name);
    if (found == body.npos) return {};
    const auto token = body.substr(found + name.size());
    return std::string{token.substr(0, token.find('"'))};
}

}   // namespace bench
