#include "handlers/openapi/markdown.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "handlers/openapi/words.h"

namespace openapi {

namespace {

using http::JsonView;

std::vector<JsonView> items(std::optional<JsonView> holder)
{
    std::vector<JsonView> items;
    if (!holder) return items;
    for (auto item = holder->first(); item; item = item->next()) items.push_back(*item);
    return items;
}

std::string text(std::optional<JsonView> holder, std::string_view member)
{
    const auto found = holder ? holder->find(member) : std::nullopt;
    return found ? std::string{found->text()} : std::string{};
}

std::string joined(const std::vector<std::string>& texts, std::string_view between)
{
    std::string all;
    for (const auto& each : texts) all += (all.empty() ? "" : std::string{between}) + each;
    return all;
}

// A cell of a table.
std::string code(std::string_view text)
{
    std::string cell{text};
    for (auto at = cell.find('|'); at != std::string::npos; at = cell.find('|', at + 2))
        cell.insert(at, "\\");
    return "`" + cell + "`";
}

std::string link(std::string_view reference)
{
    const std::string name{reference.substr(reference.rfind('/') + 1)};
    return "[" + name + "](#" + name + ")";
}

std::string in_words(JsonView schema);

std::string any_of(std::optional<JsonView> schemas)
{
    std::vector<std::string> texts;
    for (const JsonView schema : items(schemas)) texts.push_back(in_words(schema));
    return joined(texts, " or ");
}

std::string types(JsonView type)
{
    if (type.kind() == JsonView::string) return std::string{type.text()};
    std::vector<std::string> names;
    for (const JsonView name : items(type)) names.emplace_back(name.text());
    return joined(names, " or ");
}

std::string choices(JsonView list)
{
    std::vector<std::string> texts;
    for (const JsonView choice : items(list)) texts.push_back(code(choice.text()));
    return joined(texts, ", ");
}

std::string lengths(JsonView schema)
{
    const auto least = schema.find("minLength");
    const auto most = schema.find("maxLength");
    if (!most) return {};
    return ", " + std::to_string(least ? *least->integer() : 0) + " to " + std::to_string(*most->integer()) +
           " characters";
}

// A schema as one cell says it; of an object's members nothing.
std::string in_words(JsonView schema)
{
    if (const auto reference = schema.find("$ref")) return link(reference->text());
    if (const auto several = schema.find("anyOf")) return any_of(several);
    if (const auto list = schema.find("enum")) return "one of " + choices(*list);
    const auto type = schema.find("type");
    if (!type) return "any value";
    std::string words = types(*type);
    if (const auto elements = schema.find("items")) words += " of " + in_words(*elements);
    if (const auto format = schema.find("format")) words += ", " + std::string{format->text()};
    words += lengths(schema);
    if (const auto pattern = schema.find("pattern")) words += ", " + code(pattern->text());
    if (const auto said = schema.find("description")) words += ". " + std::string{said->text()};
    return words;
}

bool lists(std::optional<JsonView> texts, std::string_view text)
{
    return std::ranges::any_of(items(texts), [&](JsonView item) { return item.text() == text; });
}

class Page {
public:
    explicit Page(JsonView document) : document_{document} {}

    std::string printed()
    {
        const auto info = document_.find("info");
        add("# " + text(info, "title") +
            "\n\nPrinted by `latchkey openapi CONTRACT --markdown`; the table in the " +
            "program is the only source.\n\n" + text(info, "description") + "\n");
        add("\n## Any request\n\nThese answers may come whatever was asked for; they are not said again "
            "below.\n\n");
        responses(*document_.find("x-other-requests"), {});
        for (const JsonView path : items(document_.find("paths")))
            for (const JsonView operation : items(path)) row(path.name(), operation);
        add("\n## Bodies\n");
        for (const JsonView schema : items(document_.find("components")->find("schemas"))) body(schema);
        return std::move(page_);
    }

private:
    void add(const std::string& text) { page_ += text; }

    void cells(const std::vector<std::string>& cells) { add("| " + joined(cells, " | ") + " |\n"); }

    void row(std::string_view path, JsonView operation)
    {
        std::string method{operation.name()};
        std::ranges::transform(method, method.begin(), [](char c) { return char(c - 'a' + 'A'); });
        add("\n## " + method + " " + std::string{path} + "\n\n");
        add("To " + text(operation, "summary") + ". " + text(operation, "description") + "\n\n");
        fields(operation);
        responses(*operation.find("responses"), document_.find("x-other-requests"));
    }

    void fields(JsonView operation)
    {
        const auto body = operation.find("requestBody");
        const auto parameters = items(operation.find("parameters"));
        if (!body && parameters.empty()) return;
        cells({"field", "in", "required", "value"});
        add("|---|---|---|---|\n");
        for (const JsonView parameter : parameters)
            cells({code(text(parameter, "name")), text(parameter, "in"),
                   parameter.find("required")->truth() ? "yes" : "no", in_words(*parameter.find("schema"))});
        if (body) members(*body->find("content")->find("application/json")->find("schema"));
        add("\n");
    }

    void members(JsonView schema)
    {
        if (!schema.find("properties")) return cells({"the whole", "body", "no", in_words(schema)});
        for (const JsonView member : items(schema.find("properties")))
            cells({code(member.name()), "body", lists(schema.find("required"), member.name()) ? "yes" : "no",
                   in_words(member)});
    }

    // Those that stand in `told` already are left out.
    void responses(JsonView responses, std::optional<JsonView> told)
    {
        cells({"status", "when", "headers", "body"});
        add("|---|---|---|---|\n");
        for (const JsonView each : items(responses)) {
            const auto before = told ? told->find(each.name()) : std::nullopt;
            const std::string reference = text(each, "$ref");
            if (!before || reference.empty() || text(before, "$ref") != reference)
                response(each.name(), reference.empty() ? each : named(reference));
        }
    }

    JsonView named(std::string_view reference) const
    {
        return *document_.find("components")
                    ->find("responses")
                    ->find(reference.substr(reference.rfind('/') + 1));
    }

    void response(std::string_view status, JsonView response)
    {
        const auto content = response.find("content");
        const auto media = content ? content->find("application/json") : std::nullopt;
        std::vector<std::string> headers;
        for (const JsonView header : items(response.find("headers"))) headers.emplace_back(header.name());
        const std::string told = joined(headers, ", ");
        if (!media) return cells({std::string{status}, text(response, "description"), told, "none"});
        for (const JsonView example : items(media->find("examples")))
            cells({std::string{status}, spaced(example.name()), told,
                   shown(*example.find("value"), *media->find("schema"))});
    }

    // What fits on a line is shown by example.
    static std::string shown(JsonView example, JsonView schema)
    {
        constexpr std::size_t most = 160;
        const std::string json = http::Json::copy(example).text();
        return json.size() <= most ? code(json) : in_words(schema);
    }

    void body(JsonView schema)
    {
        add("\n### " + std::string{schema.name()} + "\n\n");
        if (!schema.find("properties")) return add(in_words(schema) + "\n");
        cells({"member", "always there", "value"});
        add("|---|---|---|\n");
        inner(schema, {});
    }

    // Members of members follow them, with their path.
    void inner(JsonView schema, const std::string& path)
    {
        for (const JsonView member : items(schema.find("properties"))) {
            const std::string name = path + std::string{member.name()};
            cells(
                {code(name), lists(schema.find("required"), member.name()) ? "yes" : "no", in_words(member)});
            inner(member, name + ".");
            if (const auto elements = member.find("items")) inner(*elements, name + "[].");
        }
    }

    JsonView document_;
    std::string page_;
};

}   // namespace

std::string markdown(JsonView document)
{
    return Page{document}.printed();
}

}   // namespace openapi
