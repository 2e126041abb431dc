#include "handlers/openapi/observed.h"

#include <algorithm>
#include <cctype>

#include "handlers/tokens/uuid.h"

namespace openapi {

namespace {

using Kind = http::JsonView::Kind;

// "2026-01-02T03:04:05Z", perhaps with a fraction (RFC 3339 in UTC).
bool is_date_time(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00";
    if (text.size() <= form.size() || !text.ends_with('Z')) return false;
    return std::ranges::equal(text.substr(0, form.size()), form, [](unsigned char c, char as) {
        return as == '0' ? std::isdigit(c) != 0 : c == static_cast<unsigned char>(as);
    });
}

std::string_view format_of(std::string_view text)
{
    if (tokens::is_uuid(text)) return "uuid";
    return is_date_time(text) ? "date-time" : "";
}

}   // namespace

void Observed::see(http::JsonView value)
{
    ++times_[value.kind()];
    switch (value.kind()) {
    case Kind::null:
    case Kind::boolean: break;
    case Kind::number: fractions_ = fractions_ || !value.integer(); break;
    case Kind::string: see_text(value.text()); break;
    case Kind::array:
        for (auto element = value.first(); element; element = element->next()) {
            if (elements_.empty()) elements_.emplace_back();
            elements_.front().see(*element);
        }
        break;
    case Kind::object: see_members(value); break;
    }
}

void Observed::see_text(std::string_view text)
{
    const auto format = format_of(text);
    format_ = !format_ || *format_ == format ? format : "";
}

void Observed::see_members(http::JsonView object)
{
    for (auto value = object.first(); value; value = value->next()) {
        if (value->name() == any_member) {
            any_members_ = true;
            continue;
        }
        auto member = std::ranges::find(members_, value->name(), &Member::name);
        if (member == members_.end())
            member = members_.insert(members_.end(), {std::string{value->name()}, 0, {}});
        ++member->times;
        member->value.see(*value);
    }
}

http::Json Observed::types() const
{
    constexpr std::array names{"null", "boolean", "number", "string", "array", "object"};
    std::vector<const char*> seen;
    for (const Kind kind : {Kind::boolean, Kind::number, Kind::string, Kind::array, Kind::object, Kind::null})
    {
        if (saw(kind)) seen.push_back(kind == Kind::number && !fractions_ ? "integer" : names[kind]);
    }
    if (seen.size() == 1) return http::Json::of(seen.front());
    http::Json several = http::Json::array();
    for (const char* name : seen) several.add(http::Json::of(name));
    return several;
}

void Observed::add_members(http::Json& schema) const
{
    http::Json properties;
    http::Json required = http::Json::array();
    for (const Member& member : members_) {
        properties.with(member.name, member.value.schema());
        if (member.times == times_[Kind::object]) required.add(http::Json::of(member.name));
    }
    if (!members_.empty()) schema.with("properties", properties);
    if (!required.is_empty()) schema.with("required", required);
    if (!any_members_) schema.with("additionalProperties", false);
}

http::Json Observed::schema() const
{
    http::Json schema;
    if (std::ranges::all_of(times_, [](std::size_t times) { return times > 0; })) return schema;
    schema.with("type", types());
    if (saw(Kind::string) && format_ && !format_->empty()) schema.with("format", *format_);
    if (!elements_.empty()) schema.with("items", elements_.front().schema());
    if (saw(Kind::object)) add_members(schema);
    return schema;
}

}   // namespace openapi
