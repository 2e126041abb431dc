#include "fcgi/http/json_tree.h"

#include <cjson/cJSON.h>

#include <cmath>
#include <new>

namespace http {

namespace {

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
    if (std::abs(value) >= double{exact_integers}) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

double JsonView::floating() const
{
    return kind() == number ? node_->valuedouble : 0;
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

void JsonTree::Deleter::operator()(cJSON* tree) const noexcept
{
    cJSON_Delete(tree);
}

JsonTree::JsonTree(cJSON* tree) : tree_{tree}
{
    if (!tree) throw std::bad_alloc{};
}

}   // namespace http
