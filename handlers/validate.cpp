#include "handlers/validate.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "fcgi/http/fields.h"
#include "fcgi/sys/encoding.h"
#include "handlers/email_address.h"

namespace {

bool wants_body(const Fields& declared)
{
    return std::ranges::any_of(declared, [](const Field& field) { return field.from == From::body; });
}

bool needs_body(const Fields& declared)
{
    return std::ranges::any_of(
        declared, [](const Field& field) { return field.from == From::body && field.presence == Field::required; });
}

// "application/json; charset=utf-8", "application/problem+json"; absent counts as JSON.
bool is_json(std::string_view content_type)
{
    std::string type{content_type.substr(0, content_type.find(';'))};
    std::erase(type, ' ');
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return type.empty() || type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
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
    bool is_text() const { return text || json->kind() == http::JsonView::string; }
    std::string as_text() const { return text ? *text : std::string{json->text()}; }
    http::Json echo() const { return text ? http::Json::of(*text) : http::Json::copy(*json); }
};

class Check {
public:
    Check(const std::optional<http::Json>& body, const http::Request& request, const std::optional<http::Pairs>& query)
        : body_{body}, request_{request}, query_{query}
    {
    }

    void field(const Field& field)
    {
        const Came came = find(field);
        if (came.absent() || (came.is_null() && field.presence == Field::nullable)) {
            if (field.presence == Field::required) problems_.push_back(about(Problem::missing, field));
            return;
        }
        if (auto problem = refused(field, came))
            problems_.push_back(std::move(*problem));
        else if (!input_.has(field.key) || input_[field.key].empty())
            input_.set(field.key, std::move(accepted_));
    }

    Result<Input> outcome()
    {
        if (problems_.empty()) return std::move(input_);
        return std::unexpected{Refusal{Fault::invalid_fields, std::move(problems_)}};
    }

private:
    Came find(const Field& field) const
    {
        switch (field.from) {
        case From::body: return {body_ ? body_->view().find(field.name) : std::nullopt, {}};
        case From::cookie: return {{}, http::cookie(request_.cookie, field.name)};
        case From::query: return {{}, in_query(field.name)};
        case From::path: break;
        }
        return {};
    }

    std::optional<std::string> in_query(std::string_view name) const
    {
        if (!query_) return std::nullopt;
        const auto found = std::ranges::find(*query_, name, &http::Pairs::value_type::first);
        return found == query_->end() ? std::nullopt : std::optional{found->second};
    }

    // What is wrong with the value; when nothing is, accepted_ holds it as handlers get it.
    std::optional<Problem> refused(const Field& field, const Came& came)
    {
        auto problem = judged(field, came);
        if (problem && !field.rule.secret) problem->value = came.echo();
        return problem;
    }

    std::optional<Problem> judged(const Field& field, const Came& came)
    {
        if (!came.is_text()) return about(Problem::not_text, field);
        accepted_ = came.as_text();
        if (field.rule.kind == Rule::email) return judged_email(field);
        const std::size_t length = sys::code_points(accepted_);
        if (length < field.rule.min) return about(Problem::too_short, field, field.rule.min);
        if (length > field.rule.max) return about(Problem::too_long, field, field.rule.max);
        return std::nullopt;
    }

    std::optional<Problem> judged_email(const Field& field)
    {
        auto address = normalised_email(accepted_);
        if (!address) {
            Problem problem = about(Problem::bad_email, field);
            problem.reason = std::move(address.error());
            return problem;
        }
        accepted_ = std::move(*address);
        return std::nullopt;
    }

    const std::optional<http::Json>& body_;
    const http::Request& request_;
    const std::optional<http::Pairs>& query_;
    Input input_;
    std::vector<Problem> problems_;
    std::string accepted_;
};

}  // namespace

Result<std::optional<http::Json>> read_body(const Fields& declared, const http::Request& request)
{
    if (!wants_body(declared) || request.body.empty()) return std::nullopt;
    if (!sys::is_utf8(request.body)) return refuse(Fault::unreadable_body);
    if (!is_json(request.content_type)) return http::Json::of("");
    auto body = http::parse_json(request.body);
    if (!body) {
        Problem problem{Problem::bad_json};
        problem.number = body.error().offset;
        problem.reason = body.error().text;
        return refuse(std::move(problem));
    }
    return std::move(*body);
}

Result<Input> validate(const Fields& declared, const std::optional<http::Json>& body, const http::Request& request)
{
    const bool nothing = !body || body->view().kind() == http::JsonView::null;
    if (nothing && needs_body(declared)) return refuse(Problem{Problem::missing});
    if (!nothing && body->view().kind() != http::JsonView::object) return refuse(Problem{Problem::not_an_object});
    const auto query = http::parse_query(request.query);
    Check check{body, request, query};
    for (const Field& field : declared) check.field(field);
    return check.outcome();
}
