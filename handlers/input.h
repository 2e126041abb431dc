// Validated input. A handler can only ask for keys its route declared, and what it gets has passed the route's rules.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

enum class Key { email, password, new_password, full_name, token, refresh_token, count };

class Input {
public:
    bool has(Key key) const { return slot(key).has_value(); }
    std::string_view operator[](Key key) const { return slot(key).value(); }
    // Nothing when the field is optional and did not come.
    const std::optional<std::string>& maybe(Key key) const { return slot(key); }
    void set(Key key, std::string value) { values_[std::size_t(key)] = std::move(value); }

private:
    const std::optional<std::string>& slot(Key key) const { return values_[std::size_t(key)]; }
    std::array<std::optional<std::string>, std::size_t(Key::count)> values_;
};
