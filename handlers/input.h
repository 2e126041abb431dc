// Validated input. A handler can only ask for keys its route declared, and what it gets has passed the
// route's rules.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

enum class Key {
    email,
    password,
    new_password,
    current_password,
    username,
    full_name,
    avatar_url,
    bio,
    phone,
    time_zone,
    locale,
    preferences,   // a JSON object, as text
    settings,      // a JSON object, as text
    default_workspace_id,
    token,
    code,
    refresh_token,
    access_token,
    invite_token,
    id,
    org_id,
    org_name,
    user_id,
    role,
    exchange,
    api_key,
    secret,
    passphrase,
    key_name,
    environment,
    permissions,   // a JSON list of texts, as text
    is_active,
    event,   // a JSON value, as text
    provider,
    state,
    browser,          // secret that its cookie holds
    error,            // what a provider gives for a reason
    authority,        // who says to answer
    requirement,      // of a guarded site
    wanted,           // of a guarded site: "METHOD host/path"
    accept,           // media types a client takes
    sign_in,          // mount of the rows that open sessions
    return_address,   // where a browser goes on to
    all,              // "true" or "false"
    by_basic,         // there, where address and password came in Authorization
    count,
};

class Input {
public:
    bool has(Key key) const { return slot(key).has_value(); }
    std::string_view operator[](Key key) const { return slot(key).value(); }
    // Nothing when the field is optional and did not come, or came as null.
    const std::optional<std::string>& maybe(Key key) const { return slot(key); }
    // The field came, be it as null: an update that shall clear it.
    bool came(Key key) const { return came_[std::size_t(key)]; }

    void set(Key key, std::optional<std::string> value)
    {
        values_[std::size_t(key)] = std::move(value);
        came_[std::size_t(key)] = true;
    }

private:
    const std::optional<std::string>& slot(Key key) const { return values_[std::size_t(key)]; }
    std::array<std::optional<std::string>, std::size_t(Key::count)> values_;
    std::array<bool, std::size_t(Key::count)> came_{};
};
