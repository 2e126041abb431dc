// The configuration: one table of keys is the truth for the parser, `latchkey config check|docs` and the
// shipped env file. Read once in main and passed down; values are checked before anything else happens.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sys {

// One enumerator a key, in the order of the table.
enum class Key {
    database,
    database_pool,
    database_timeout_ms,
    database_pooler,
    migrate_database,
    threads,
    hash_lanes,
    hash_lanes_dir,
    hash_queue,
    scrypt,
    jwt_keys,
    issuer,
    public_url,
    frontend_url,
    access_seconds,
    refresh_days,
    refresh_grace_seconds,
    revocation_seconds,
    gate_user,
    mail,
    mail_from,
    mail_words_dir,
    mail_retry_seconds,
    new_device_mail,
    registration,
    seal_keys,
    api_key_providers,
    kyc_secret,
    audit_days,
    google_client_id,
    google_client_secret,
    github_client_id,
    github_client_secret,
    github_url,
    github_ca,
    github_private,
    oidc_issuer,
    oidc_client_id,
    oidc_client_secret,
    oidc_scopes,
    oidc_ca,
    oidc_private,
    rate_limits,
    cookie_secure,
    cookie_domain,
    log_level,
    log_requests,
    metrics_dir,
    count,
};

struct Setting {
    enum Kind {
        text,
        number,
        on_off,
        choice,
        url,
        postgres_uri,
        signing_keys,
        scrypt_cost,
        mail_target,
        mailbox,
        https_url,   // a slash at the end is part of it
        scopes,
        domain,   // a name of hosts, without a dot in front
    };

    Key key;
    // Without LATCHKEY_. One with <NAME> in it is of a family: it may be given many times, each with a name
    // of its own there (A-Z first, then A-Z, 0-9 and _; 32 at most), and is not required of any.
    std::string_view name;
    Kind kind;
    std::string_view fallback;   // used when absent; empty and required => refuse to start
    bool required = false;
    // Never printed, may come from $CREDENTIALS_DIRECTORY, its file must not be readable by everyone.
    bool secret = false;
    std::int64_t least = 0;   // for numbers
    std::int64_t most = 0;
    std::string_view choices = {};   // "a|b|c"
    std::string_view about;          // one sentence for the printed reference, with the unit
    std::string_view former = {};    // the name of before, taken still, with a warning; of no family

    static constexpr std::string_view placeholder = "<NAME>";
    bool of_family() const { return name.contains(placeholder); }
};

std::span<const Setting> settings();

// The whole key, "LATCHKEY_THREADS"; of a family the one under that name, "LATCHKEY_OIDC_ACME_ISSUER".
std::string full_key(const Setting& setting, std::string_view name = {});

using Environment = std::map<std::string, std::string, std::less<>>;
Environment environment();   // of this process

class Config {
public:
    // Sources, first wins: $CREDENTIALS_DIRECTORY/<NAME> (secrets only), the environment, the env file
    // (skipped when path is empty). <KEY>_FILE names a file that holds the value, in either. Every problem is
    // told at once, as "file:line: LATCHKEY_KEY: what is wrong" (or "environment: ..."), never with the value
    // of a secret. An empty value asks for the default. "Empty = ..." and auto are resolved:
    // text(Key::issuer) is never empty, number(Key::hash_lanes) is 1 or more, cookie_secure is on or off.
    struct Loaded;
    static Loaded load(const std::string& path, const Environment& environment);

    const std::string& text(Key key) const { return entries_[std::size_t(key)].value; }
    // Of a family: the names that occur in any of its kind, in alphabetical order, and what is set under one
    // of them.
    std::vector<std::string> names() const;
    const std::string& text(Key key, const std::string& name) const;
    std::int64_t number(Key key) const;
    bool is_on(Key key) const { return text(key) == "on"; }
    // The file that holds the value, and the line it stands on, or 0 where nothing else is in the file.
    // Without a path the value stands in no file.
    struct Kept {
        std::string path;
        int line = 0;
    };
    const Kept& kept(Key key) const { return entries_[std::size_t(key)].kept; }
    // "default", "environment" or "file:line", or the path of a credential.
    const std::string& origin(Key key) const { return entries_[std::size_t(key)].origin; }
    const std::string& origin(Key key, const std::string& name) const;

private:
    void resolve();
    std::string thread_problem() const;

    struct Entry {
        std::string value;
        std::string origin;
        Kept kept;
    };
    Entry entries_[std::size_t(Key::count)];
    std::map<std::string, std::map<Key, Entry>> families_;   // by name
};

struct Config::Loaded {
    Config config;
    std::vector<std::string> problems;   // empty: the config is good
    std::vector<std::string> warnings;   // good but doubtful, e.g. a scrypt cost below OWASP's
};

// What a setting is for, with what it may be.
std::string meaning(const Setting& setting);
// docs/configuration.md, printed from the table.
std::string configuration_reference();
// latchkey.env(5), printed from it.
std::string configuration_manual();
// The shipped env file, printed from the table: every key with what it means, set only where it must be.
std::string example_env_file();

}   // namespace sys
