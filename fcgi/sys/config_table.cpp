// The settings, one row each, in the order of Key. Parser, reference and shipped env file read this and
// nothing else.
#include "fcgi/sys/config.h"

namespace sys {

namespace {

constexpr Setting preset(Key key, std::string_view name, Setting::Kind kind, std::string_view fallback,
                         std::string_view about)
{
    return {.key = key, .name = name, .kind = kind, .fallback = fallback, .about = about};
}

constexpr Setting demanded(Key key, std::string_view name, Setting::Kind kind, std::string_view about)
{
    return {.key = key, .name = name, .kind = kind, .fallback = {}, .required = true, .about = about};
}

constexpr Setting secret(Setting setting)
{
    setting.secret = true;
    return setting;
}

constexpr Setting renamed(std::string_view former, Setting setting)
{
    setting.former = former;
    return setting;
}

struct Range {
    std::int64_t least;
    std::int64_t most;
};

constexpr Setting number(Key key, std::string_view name, std::string_view fallback, Range range,
                         std::string_view about)
{
    Setting setting = preset(key, name, Setting::number, fallback, about);
    setting.least = range.least;
    setting.most = range.most;
    return setting;
}

constexpr Setting choice(Key key, std::string_view name, std::string_view fallback, std::string_view choices,
                         std::string_view about)
{
    Setting setting = preset(key, name, Setting::choice, fallback, about);
    setting.choices = choices;
    return setting;
}

constexpr Setting rows[] = {
    secret(demanded(Key::database, "DATABASE", Setting::postgres_uri,
                    "Where Postgres is: a libpq URI or conninfo string, several hosts allowed.")),
    number(Key::database_pool, "DATABASE_POOL", "8", {1, 200},
           "Connections to Postgres that one process keeps at most."),
    number(Key::database_timeout_ms, "DATABASE_TIMEOUT_MS", "900", {100, 60000},
           "Milliseconds within which all statements of one lease end, the wait for a connection included."),
    preset(Key::database_pooler, "DATABASE_POOLER", Setting::on_off, "off",
           "on where a pooler gives each transaction another connection, as PgBouncer with "
           "pool_mode=transaction: "
           "nothing is prepared, set or listened to then."),
    secret(preset(
        Key::migrate_database, "MIGRATE_DATABASE", Setting::postgres_uri, "",
        "What latchkey migrate connects to, without a pooler: as the owner of the tables, or directly. "
        "Empty: DATABASE.")),
    number(Key::threads, "THREADS", "16", {1, 512},
           "Requests that one worker process can always serve at the same time; for kept connections "
           "there are three quarters as many threads more."),
    number(Key::hash_lanes, "HASH_LANES", "0", {0, 256},
           "Passwords hashed at the same time on this host, counted over all workers. 0: the cores less one, "
           "at least one, and no more than THREADS - HASH_QUEUE - 1."),
    preset(Key::hash_lanes_dir, "HASH_LANES_DIR", Setting::text, "/run/latchkey/lanes",
           "Directory of the lock files by which workers share the hash lanes."),
    number(Key::hash_queue, "HASH_QUEUE", "8", {0, 500},
           "Requests of one worker process that may wait for a hash lane; further ones are told to come back "
           "later. HASH_QUEUE + HASH_LANES must stay below THREADS."),
    preset(Key::scrypt, "SCRYPT", Setting::scrypt_cost, "15,8,3",
           "Cost of a password hash, as log2(N),r,p with log2(N) from 4 to 20, r from 1 to 32, p from 1 to "
           "16 and "
           "no more than 256 MiB (128*N*r bytes). Higher costs reach an account at its next login."),
    secret(demanded(
        Key::jwt_keys, "JWT_KEYS", Setting::signing_keys,
        "Keys that sign tokens, as kid:base64,kid:base64 with 32 bytes or more each. The first signs, all "
        "verify.")),
    preset(Key::issuer, "ISSUER", Setting::text, "", "The iss claim of every token. Empty: PUBLIC_URL."),
    demanded(
        Key::public_url, "PUBLIC_URL", Setting::url,
        "Where browsers reach this service, without a slash at the end; links and cookies come from it."),
    preset(Key::frontend_url, "FRONTEND_URL", Setting::url, "",
           "Where mailed links lead, without a slash at the end. Empty: PUBLIC_URL."),
    number(Key::access_seconds, "ACCESS_SECONDS", "1800", {60, 86400},
           "Seconds an access token is good for."),
    number(Key::refresh_days, "REFRESH_DAYS", "30", {1, 3650},
           "Days after which a session ends, however often it was refreshed."),
    number(Key::refresh_grace_seconds, "REFRESH_GRACE_SECONDS", "10", {0, 60},
           "Seconds in which a refresh token that was just used gives its successor again; later use ends "
           "the session."),
    number(
        Key::revocation_seconds, "REVOCATION_SECONDS", "5", {1, 60},
        "Seconds for which a gate goes on judging tokens by what it knows when the database is away; after "
        "that it lets nobody in."),
    choice(
        Key::gate_user, "GATE_USER", "id", "id|email|username",
        "What a guarded site gets as Remote-User. email and username let in only who has a proven address, "
        "or a username."),
    secret(demanded(
        Key::mail, "MAIL", Setting::mail_target,
        "Where mail goes: smtp://[user:password@]host[:port][?tls=required|try|off], smtps://..., or "
        "maildir:/path.")),
    demanded(Key::mail_from, "MAIL_FROM", Setting::mailbox,
             "Sender of all mail: address@host or Name <address@host>."),
    renamed("MAIL_WORDS",
            preset(Key::mail_words_dir, "MAIL_WORDS_DIR", Setting::text, "/etc/latchkey/mail",
                   "Directory of files with words of yours for letters, such as de.json. The default need "
                   "not exist.")),
    number(Key::mail_retry_seconds, "MAIL_RETRY_SECONDS", "30", {1, 3600},
           "Seconds until a mail that was not accepted is tried again; doubled each time, up to 4000."),
    preset(
        Key::new_device_mail, "NEW_DEVICE_MAIL", Setting::on_off, "on",
        "Whether a sign-in from a device and network that an account was not seen on for half a year is told "
        "to its owner by mail."),
    choice(Key::registration, "REGISTRATION", "open", "open|invite|closed",
           "Who may register: anyone, those with an invite, or nobody."),
    secret(preset(Key::seal_keys, "SEAL_KEYS", Setting::signing_keys, "",
                  "Keys that seal stored API keys, as kid:base64,kid:base64 with 32 bytes or more each. The "
                  "first seals, all open. Empty: API keys can't be stored.")),
    preset(Key::api_key_providers, "API_KEY_PROVIDERS", Setting::text, "",
           "File that names the providers whose API keys can be tried out. Empty: none can."),
    secret(preset(Key::kyc_secret, "KYC_SECRET", Setting::text, "",
                  "Secret the KYC provider's webhook calls are proven with. Empty: they are refused.")),
    number(Key::audit_days, "AUDIT_DAYS", "365", {1, 36500}, "Days the audit trail is kept."),
    preset(Key::google_client_id, "GOOGLE_CLIENT_ID", Setting::text, "",
           "Client ID at Google. Empty: nobody signs in with Google."),
    secret(preset(Key::google_client_secret, "GOOGLE_CLIENT_SECRET", Setting::text, "",
                  "Client secret at Google.")),
    preset(Key::github_client_id, "GITHUB_CLIENT_ID", Setting::text, "",
           "Client ID of the OAuth app at GitHub. Empty: nobody signs in with GitHub."),
    secret(preset(Key::github_client_secret, "GITHUB_CLIENT_SECRET", Setting::text, "",
                  "Client secret of the OAuth app at GitHub.")),
    preset(Key::github_url, "GITHUB_URL", Setting::https_url, "https://github.com",
           "Where GitHub is; for GitHub Enterprise Server the address of yours."),
    preset(Key::github_ca, "GITHUB_CA", Setting::text, "",
           "File with the certificates to trust at GITHUB_URL. Empty: those of the system."),
    preset(Key::github_private, "GITHUB_PRIVATE", Setting::on_off, "off",
           "Whether GITHUB_URL may be in a private network."),
    preset(
        Key::oidc_issuer, "OIDC_<NAME>_ISSUER", Setting::https_url, "",
        "An OpenID provider to sign in with, called by the name in small letters: its issuer exactly as its "
        "discovery document spells it."),
    preset(Key::oidc_client_id, "OIDC_<NAME>_CLIENT_ID", Setting::text, "", "Client ID at that provider."),
    secret(preset(Key::oidc_client_secret, "OIDC_<NAME>_CLIENT_SECRET", Setting::text, "",
                  "Client secret at that provider.")),
    preset(Key::oidc_scopes, "OIDC_<NAME>_SCOPES", Setting::scopes, "openid email profile",
           "What that provider is asked for; openid must be among it."),
    preset(Key::oidc_ca, "OIDC_<NAME>_CA", Setting::text, "",
           "File with the certificates to trust at that provider. Empty: those of the system."),
    preset(Key::oidc_private, "OIDC_<NAME>_PRIVATE", Setting::on_off, "off",
           "Whether that provider may be in a private network."),
    preset(Key::rate_limits, "RATE_LIMITS", Setting::on_off, "on",
           "Whether requests are counted and refused beyond the limits. Off is for tests."),
    choice(Key::cookie_secure, "COOKIE_SECURE", "auto", "auto|on|off",
           "Whether cookies carry Secure. auto: on when PUBLIC_URL is https."),
    preset(
        Key::cookie_domain, "COOKIE_DOMAIN", Setting::domain, "",
        "Domain on all of whose hosts a browser's session counts, for guarded sites with hosts of their own, "
        "as example.com. Empty: only the host of PUBLIC_URL."),
    choice(Key::log_level, "LOG_LEVEL", "info", "debug|info|warning|error",
           "The least severe lines that are logged."),
    preset(Key::log_requests, "LOG_REQUESTS", Setting::on_off, "off",
           "Whether each request is a line of the log, with its route, status, milliseconds and the client's "
           "address."),
    preset(Key::metrics_dir, "METRICS_DIR", Setting::text, "/run/latchkey/metrics",
           "Directory of the file in which workers add up their metrics. Where it can't be written, they "
           "count nothing."),
};

constexpr bool in_order()
{
    for (std::size_t i = 0; i < std::size(rows); ++i)
        if (rows[i].key != Key(i)) return false;
    return std::size(rows) == std::size_t(Key::count);
}
static_assert(in_order());

}   // namespace

std::span<const Setting> settings()
{
    return rows;
}

}   // namespace sys
