#include "handlers/validate.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "fcgi/http/fields.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "handlers/email_address.h"

namespace {

bool wants_body(const Fields& declared)
{
    return std::ranges::any_of(declared, [](const Field& field) { return field.from == From::body; });
}

bool takes_any_body(const Fields& declared)
{
    return std::ranges::any_of(declared,
                               [](const Field& field) { return field.rule.kind == Rule::document; });
}

bool needs_body(const Fields& declared)
{
    return std::ranges::any_of(declared, [](const Field& field) {
        return field.from == From::body && field.presence == Field::required;
    });
}

// "application/json; charset=utf-8", "application/problem+json"; absent counts as JSON.
bool is_json(std::string_view content_type)
{
    std::string type{content_type.substr(0, content_type.find(';'))};
    std::erase(type, ' ');
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return type.empty() || type == "application/json" ||
           (type.starts_with("application/") && type.ends_with("+json"));
}

Problem about(Problem::Kind kind, const Field& field, std::size_t number = 0)
{
    return {kind, field.from, field.name, number, {}, {}};
}

// A value as it came: JSON from the body, text from elsewhere.
struct Came {
    std::optional<http::JsonView> json;
    std::optional<std::string> text;

    bool absent() const { return !json && !text; }
    bool is_null() const { return json && json->kind() == http::JsonView::null; }
    bool is(http::JsonView::Kind kind) const
    {
        return json ? json->kind() == kind : kind == http::JsonView::string;
    }
    std::string as_text() const { return text ? *text : std::string{json->text()}; }
    http::Json echo() const { return text ? http::Json::of(*text) : http::Json::copy(*json); }
};

struct SiteParameter {
    std::string_view name;
    std::string http::Request::*member;
};
constexpr SiteParameter site[] = {
    {"LATCHKEY_REQUIRE", &http::Request::requirement},
    {"LATCHKEY_WANTED", &http::Request::wanted},
    {"LATCHKEY_SIGN_IN", &http::Request::sign_in},
    {"HTTP_ACCEPT", &http::Request::accept},
};

// Where the fields of one request are looked for.
struct Sources {
    const std::optional<http::JsonTree>& body;
    const http::Request& request;
    const std::optional<http::Pairs> query;
    const PathValues& path;
    const bool secure_cookies;

    Came find(const Field& field) const
    {
        switch (field.from) {
        case From::body: return {from_body(field), {}};
        case From::cookie: return {{}, http::cookie(request.cookie, cookie_name(field.name, secure_cookies))};
        case From::query: return {{}, query ? named(*query, field.name) : std::nullopt};
        case From::site: return {{}, from_site(field)};
        case From::path: break;
        }
        return {{}, named(path, field.name)};
    }

    std::optional<http::JsonView> from_body(const Field& field) const
    {
        if (!body) return std::nullopt;
        return field.rule.kind == Rule::document ? body->view() : body->view().find(field.name);
    }

    std::optional<std::string> from_site(const Field& field) const
    {
        const auto* const found = std::ranges::find(site, field.name, &SiteParameter::name);
        if (found == std::end(site)) throw sys::Failure{"a row wants a parameter that no request has"};
        const std::string& value = request.*found->member;
        return value.empty() ? std::nullopt : std::optional{value};
    }

    template <class Pairs>
    static std::optional<std::string> named(const Pairs& pairs, std::string_view name)
    {
        for (const auto& [key, value] : pairs)
            if (key == name) return value;
        return std::nullopt;
    }
};

std::optional<Problem> measured(const Field& field, std::size_t length)
{
    if (length < field.rule.min) return about(Problem::too_short, field, field.rule.min);
    if (length > field.rule.max) return about(Problem::too_long, field, field.rule.max);
    return std::nullopt;
}

std::optional<Problem> checked_email(const Field& field, std::string& value)
{
    auto address = normalised_email(value);
    if (address) {
        value = std::move(*address);
        return std::nullopt;
    }
    Problem problem = about(Problem::bad_email, field);
    problem.reason = std::move(address.error());
    return problem;
}

// "a b c" as the framework words a choice: 'a', 'b' or 'c'.
std::string quoted(std::string_view choices)
{
    std::string out = "'";
    for (const char c : choices) out += c == ' ' ? "', '" : std::string{c};
    const auto last = out.rfind(", ");
    if (last != std::string::npos) out.replace(last, 2, " or ");
    return out + "'";
}

std::optional<Problem> checked_choice(const Field& field, const std::string& value)
{
    const std::string choices = " " + std::string{field.rule.choices} + " ";
    if (!value.contains(' ') && choices.contains(" " + value + " ")) return std::nullopt;
    Problem problem = about(Problem::not_a_choice, field);
    problem.reason = quoted(field.rule.choices);
    return problem;
}

bool only_texts(http::JsonView list)
{
    for (auto item = list.first(); item; item = item->next())
        if (item->kind() != http::JsonView::string) return false;
    return true;
}

// An empty text is one: it may only be too short.
bool is_one_line(std::string_view text)
{
    if (text.starts_with(' ') || text.ends_with(' ')) return false;
    return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Bodies are such text, or they are no JSON; paths and queries need not be.
bool is_kept_text(std::string_view text)
{
    return sys::is_utf8(text) && !text.contains('\0');
}

// What is wrong with a value that came; when nothing is, value holds it as handlers get it.
std::optional<Problem> judged(const Field& field, const Came& came, std::string& value)
{
    switch (field.rule.kind) {
    case Rule::object:
        if (!came.is(http::JsonView::object)) return about(Problem::not_an_object, field);
        value = came.echo().text();
        return measured(field, value.size());
    case Rule::text_list:
        if (!came.is(http::JsonView::array) || !only_texts(*came.json))
            return about(Problem::not_a_list, field);
        value = came.echo().text();
        return measured(field, value.size());
    case Rule::truth:
        if (!came.is(http::JsonView::boolean)) return about(Problem::not_true_or_false, field);
        value = came.json->truth() ? "true" : "false";
        return std::nullopt;
    case Rule::document: value = came.echo().text(); return std::nullopt;
    case Rule::text:
    case Rule::email:
    case Rule::choice: break;
    }
    if (!came.is(http::JsonView::string)) return about(Problem::not_text, field);
    value = came.as_text();
    if (!is_kept_text(value)) return about(Problem::not_text, field);
    if (field.rule.kind == Rule::email) return checked_email(field, value);
    if (field.rule.kind == Rule::choice) return checked_choice(field, value);
    if (field.rule.one_line && !is_one_line(value)) return about(Problem::not_one_line, field);
    return measured(field, sys::code_points(value));
}

class Check {
public:
    explicit Check(const Sources& sources) : sources_{sources} {}

    void field(const Field& field)
    {
        const Came came = sources_.find(field);
        if (came.absent()) return note_absent(field);
        if (came.is_null() && field.presence == Field::nullable) return input_.set(field.key, std::nullopt);
        std::string value;
        auto problem = judged(field, came, value);
        if (!problem) return take(field, std::move(value));
        if (!field.rule.secret && is_kept_text(value)) problem->value = came.echo();
        problems_.push_back(std::move(*problem));
    }

    Result<Input> outcome(const Fields& declared)
    {
        for (const Field& field : declared)
            if (field.presence == Field::alias && input_.came(field.key))
                std::erase_if(problems_, [&](const Problem& p) {
                    return p.kind == Problem::missing && p.field == name_of(declared, field.key);
                });
        if (problems_.empty()) return std::move(input_);
        return std::unexpected{Refusal{Fault::invalid_fields, std::move(problems_)}};
    }

private:
    void note_absent(const Field& field)
    {
        if (field.presence == Field::required) problems_.push_back(about(Problem::missing, field));
    }

    // Of two fields with one key the first that has something to say wins.
    void take(const Field& field, std::string value)
    {
        if (!input_.has(field.key) || input_[field.key].empty()) input_.set(field.key, std::move(value));
    }

    static std::string_view name_of(const Fields& declared, Key key)
    {
        return std::ranges::find(declared, key, &Field::key)->name;
    }

    const Sources& sources_;
    Input input_;
    std::vector<Problem> problems_;
};

}   // namespace

Result<std::optional<http::JsonTree>> read_body(const Fields& declared, const http::Request& request)
{
    if (!wants_body(declared) || request.body.empty()) return std::nullopt;
    if (!sys::is_utf8(request.body)) return refuse(Fault::unreadable_body);
    if (!is_json(request.content_type)) return *http::parse_json(R"("")");   // a text, whatever it is
    auto body = http::parse_json(request.body);
    if (!body) {
        Problem problem{Problem::bad_json};
        problem.number = body.error().offset;
        problem.reason = body.error().text;
        return refuse(std::move(problem));
    }
    return std::move(*body);
}

Result<Input> validate(const Fields& declared, const std::optional<http::JsonTree>& body,
                       const http::Request& request, const PathValues& path, bool secure_cookies)
{
    const bool nothing = !body || body->view().kind() == http::JsonView::null;
    if (nothing && needs_body(declared)) return refuse(Problem{Problem::missing});
    if (!nothing && body->view().kind() != http::JsonView::object && !takes_any_body(declared))
        return refuse(Problem{Problem::no_body_object});
    const Sources sources{body, request, http::parse_query(request.query), path, secure_cookies};
    Check check{sources};
    for (const Field& field : declared) check.field(field);
    return check.outcome(declared);
}

bool takes_cookie(const Fields& declared, const http::Request& request, bool secure_cookies)
{
    return std::ranges::any_of(declared, [&](const Field& field) {
        return field.from == From::cookie &&
               http::cookie(request.cookie, cookie_name(field.name, secure_cookies));
    });
}
