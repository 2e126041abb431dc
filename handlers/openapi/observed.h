// Learns the JSON schema of values from seeing some of them: what a shape prints of specimens is what it
// prints. A member that only some objects have may be absent; a value that is null in one and text in another
// may be either; where every kind of value was seen any value may come.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/http/json.h"
#include "fcgi/http/json_tree.h"

namespace openapi {

inline constexpr std::string_view any_member = "*";   // see handlers/specimens.h

class Observed {
public:
    void see(http::JsonView value);
    http::Json schema() const;

private:
    struct Member;

    void see_members(http::JsonView object);
    void see_text(std::string_view text);
    bool saw(http::JsonView::Kind kind) const { return times_[kind] > 0; }
    http::Json types() const;
    void add_members(http::Json& schema) const;

    std::array<std::size_t, http::JsonView::object + 1> times_{};   // seen, by kind
    bool fractions_ = false;
    bool any_members_ = false;                 // a specimen said so, by the member "*"
    std::optional<std::string_view> format_;   // of every text so far; empty: none
    std::vector<Member> members_;              // in the order in which they were first seen
    std::vector<Observed> elements_;           // one for all elements of all arrays, once there was one
};

struct Observed::Member {
    std::string name;
    std::size_t times;
    Observed value;
};

}   // namespace openapi
