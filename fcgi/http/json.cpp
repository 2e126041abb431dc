#include "fcgi/http/json.h"

#include <cjson/cJSON.h>

#include <cmath>
#include <new>

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace http {

namespace {

constexpr std::int64_t exact = std::int64_t{1} << 53;   // doubles hold every integer up to here

cJSON* made(cJSON* node)
{
    if (!node) throw std::bad_alloc{};
    return node;
}

void check_kind(const cJSON* tree, int type)
{
    if ((tree->type & 0xff) != type)
        throw sys::Failure{"JSON value is not of the kind that can hold others so"};
}

std::optional<JsonView> maybe(const cJSON* node)
{
    if (!node) return std::nullopt;
    return JsonView{node};
}

}   // namespace

JsonView::Kind JsonView::kind() const
{
    switch (node_->type & 0xff) {
    case cJSON_False:
    case cJSON_True: return boolean;
    case cJSON_Number: return number;
    case cJSON_String: return string;
    case cJSON_Array: return array;
    case cJSON_Object: return object;
    default: return null;
    }
}

std::optional<JsonView> JsonView::find(std::string_view name) const
{
    if (kind() != object) return std::nullopt;
    for (const cJSON* member = node_->child; member; member = member->next)
        if (name == member->string) return JsonView{member};
    return std::nullopt;
}

std::string_view JsonView::text() const
{
    return kind() == string ? std::string_view{node_->valuestring} : std::string_view{};
}

std::optional<std::int64_t> JsonView::integer() const
{
    const double value = node_->valuedouble;
    if (kind() != number || std::trunc(value) != value) return std::nullopt;
    // 2^53 itself may have been 2^53 + 1 in the text.
    if (std::abs(value) >= static_cast<double>(exact)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

bool JsonView::truth() const
{
    return (node_->type & 0xff) == cJSON_True;
}

std::size_t JsonView::size() const
{
    return static_cast<std::size_t>(cJSON_GetArraySize(node_));
}

JsonView JsonView::at(std::size_t index) const
{
    const cJSON* element = node_->child;
    while (index-- > 0) element = element->next;
    return JsonView{element};
}

std::optional<JsonView> JsonView::first() const
{
    return maybe(node_->child);
}

std::optional<JsonView> JsonView::next() const
{
    return maybe(node_->next);
}

std::string_view JsonView::name() const
{
    return node_->string ? std::string_view{node_->string} : std::string_view{};
}

void Json::Deleter::operator()(cJSON* tree) const noexcept
{
    cJSON_Delete(tree);
}

Json::Json(cJSON* tree) : tree_{made(tree)} {}

void Json::check_text(std::string_view text)
{
    if (text.contains('\0') || !sys::is_utf8(text))
        throw sys::Failure{"text for JSON is not UTF-8 or has a NUL"};
}

Json::Json() : Json{cJSON_CreateObject()} {}

Json Json::array()
{
    return Json{cJSON_CreateArray()};
}

Json Json::null()
{
    return Json{cJSON_CreateNull()};
}

Json Json::of(std::string_view text)
{
    check_text(text);
    return Json{cJSON_CreateString(std::string{text}.c_str())};
}

Json Json::of(std::int64_t number)
{
    if (number < -exact || number > exact) throw sys::Failure{"number for JSON is beyond 2^53"};
    return Json{cJSON_CreateNumber(static_cast<double>(number))};
}

Json Json::copy(JsonView value)
{
    return Json{cJSON_Duplicate(value.node(), true)};
}

Json Json::printed(const std::string& json)
{
    return Json{cJSON_CreateRaw(json.c_str())};
}

Json& Json::with(const char* name, std::string_view value)
{
    return with(name, of(value));
}

Json& Json::with(const char* name, std::int64_t value)
{
    return with(name, of(value));
}

Json& Json::with(const char* name, std::nullptr_t)
{
    return with(name, null());
}

Json& Json::with_truth(const char* name, bool value)
{
    return with(name, Json{cJSON_CreateBool(value)});
}

Json& Json::with(const char* name, Json value)
{
    check_kind(tree_.get(), cJSON_Object);
    check_text(name);
    if (!cJSON_AddItemToObject(tree_.get(), name, value.tree_.get())) throw std::bad_alloc{};
    (void)value.tree_.release();
    return *this;
}

Json& Json::add(Json element)
{
    check_kind(tree_.get(), cJSON_Array);
    if (!cJSON_AddItemToArray(tree_.get(), element.tree_.get())) throw std::bad_alloc{};
    (void)element.tree_.release();
    return *this;
}

}   // namespace http
