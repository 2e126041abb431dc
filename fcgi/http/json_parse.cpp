// Reads a body in three steps: the strict scan, cJSON's tree, then names that occur twice in one object.
#include <cjson/cJSON.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

#include "fcgi/http/json_scan.h"
#include "fcgi/http/json_tree.h"
#include "fcgi/sys/encoding.h"

namespace http {

// JsonTree's friend, so that the tree is owned from its first moment.
struct Parser {
    static JsonTree tree(const std::string& text)
    {
        // After the scan there is nothing left for cJSON to refuse: what fails now is memory.
        return JsonTree{cJSON_ParseWithLengthOpts(text.c_str(), text.size() + 1, nullptr, true)};
    }
};

namespace {

constexpr std::size_t few = 16;   // so many names are compared pairwise without taking memory

const cJSON* repeated_among_few(const cJSON* object)
{
    for (const cJSON* name = object->child; name; name = name->next)
        for (const cJSON* earlier = object->child; earlier != name; earlier = earlier->next)
            if (std::strcmp(name->string, earlier->string) == 0) return name;
    return nullptr;
}

const cJSON* repeated_among_many(const cJSON* object)
{
    std::vector<const cJSON*> names;
    for (const cJSON* name = object->child; name; name = name->next) names.push_back(name);
    const auto compare = [](const cJSON* a, const cJSON* b) { return std::strcmp(a->string, b->string); };
    std::ranges::stable_sort(names, [&](auto* a, auto* b) { return compare(a, b) < 0; });
    const auto found =
        std::ranges::adjacent_find(names, [&](auto* a, auto* b) { return compare(a, b) == 0; });
    return found == names.end() ? nullptr : *std::next(found);
}

bool has_few(const cJSON* object)
{
    std::size_t count = 0;
    for (const cJSON* name = object->child; name; name = name->next)
        if (++count > few) return false;
    return true;
}

// A member whose name an earlier member of the same object has, anywhere in the tree.
const cJSON* repeated_name(const cJSON* node)
{
    if (cJSON_IsObject(node))
        if (const cJSON* found = has_few(node) ? repeated_among_few(node) : repeated_among_many(node))
            return found;
    for (const cJSON* item = node->child; item; item = item->next)
        if (item->child)
            if (const cJSON* found = repeated_name(item)) return found;
    return nullptr;
}

// Names in reading order up to the wanted one; true when it was met.
bool count_names(const cJSON* node, const cJSON* wanted, std::size_t& count)
{
    for (const cJSON* item = node->child; item; item = item->next) {
        if (item == wanted) return true;
        count += item->string != nullptr;
        if (count_names(item, wanted, count)) return true;
    }
    return false;
}

std::unexpected<JsonError> error(std::string_view bytes, JsonFault fault)
{
    return std::unexpected{JsonError{sys::code_points(bytes.substr(0, fault.byte)), fault.text}};
}

}   // namespace

std::expected<JsonTree, JsonError> parse_json(std::string_view bytes, int depth)
{
    if (!sys::is_utf8(bytes)) return std::unexpected{JsonError{0, "Invalid UTF-8", true}};
    if (const auto fault = scan_json(bytes, depth)) return error(bytes, *fault);
    JsonTree json = Parser::tree(std::string{bytes});
    const cJSON* const root = json.view().node();
    if (const cJSON* const again = repeated_name(root)) {
        std::size_t index = 0;
        count_names(root, again, index);
        return error(bytes, {json_name_offset(bytes, index), "Duplicate name"});
    }
    return json;
}

}   // namespace http
