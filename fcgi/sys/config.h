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
    mail,
    mail_from,
    mail_retry_seconds,
    registration,
    seal_keys,
    api_key_providers,
    kyc_secret,
    audit_days,
    rate_limits,
    cookie_secure,
    log_level,
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
        mailbox
    };

    Key key;
    std::string_view name;   // without LATCHKEY_
    Kind kind;
    std::string_view fallback;   // used when absent; empty and required => refuse to start
    bool required = false;
    // Never printed, may come from $CREDENTIALS_DIRECTORY, its file must not be readable by everyone.
    bool secret = false;
    std::int64_t least = 0;   // for numbers
    std::int64_t most = 0;
    std::string_view choices = {};   // "a|b|c"
    std::string_view about;          // one sentence for the printed reference, with the unit
};

std::span<const Setting> settings();

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

    const std::string& text(Key key) const { return values_[std::size_t(key)]; }
    std::int64_t number(Key key) const;
    bool is_on(Key key) const { return text(key) == "on"; }
    // "default", "environment" or "file:line".
    const std::string& origin(Key key) const { return origins_[std::size_t(key)]; }

private:
    void resolve();
    std::string thread_problem() const;

    std::string values_[std::size_t(Key::count)];
    std::string origins_[std::size_t(Key::count)];
};

struct Config::Loaded {
    Config config;
    std::vector<std::string> problems;   // empty: the config is good
    std::vector<std::string> warnings;   // good but doubtful, e.g. a scrypt cost below OWASP's
};

// docs/configuration.md, printed from the table.
std::string configuration_reference();
// The shipped env file, printed from the table: every key with what it means, set only where it must be.
std::string example_env_file();

}   // namespace sys
