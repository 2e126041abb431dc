#include "handlers/openapi/responses.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fcgi/sys/failure.h"
#include "handlers/caller.h"
#include "handlers/openapi/faults.h"
#include "handlers/openapi/observed.h"
#include "handlers/openapi/words.h"
#include "handlers/render.h"

namespace openapi {

namespace {

constexpr std::int64_t moment = 1'767'323'045;   // 2026-01-02T03:04:05Z

// An answer that a row can give, and what it is called.
struct Answer {
    std::string name;
    http::Response response;
    std::optional<http::JsonTree> body;   // as it was printed
};

Answer made(std::string name, const Reply& reply)
{
    Answer answer{std::move(name), render(reply, {}, sys::Config{}), {}};
    if (!reply.body) return answer;
    auto body = http::parse_json(answer.response.body);
    if (!body) throw sys::Failure{"a specimen of " + answer.name + " is printed as what is no JSON"};
    answer.body = std::move(*body);
    return answer;
}

Answer worded(const Contract& contract, const Refused& refused)
{
    return made(std::string{name(refused.fault)}, contract.word(specimen(refused), moment));
}

using Answers = std::vector<Answer>;
using ByStatus = std::map<int, Answers>;

// The same fault about another thing gets a number, unless the contract says the same of both.
void tell(ByStatus& told, Answer answer)
{
    Answers& before = told[answer.response.status];
    const std::string name = answer.name;
    for (int number = 2;; ++number) {
        const auto same = std::ranges::find(before, answer.name, &Answer::name);
        if (same == before.end()) return before.push_back(std::move(answer));
        if (same->response.body == answer.response.body) return;
        answer.name = name + "_" + std::to_string(number);
    }
}

bool has(const Answer& answer, std::string_view header)
{
    return std::ranges::any_of(answer.response.headers,
                               [&](const auto& pair) { return pair.first == header; });
}

http::Json header_schema(std::string_view name, bool always)
{
    http::Json schema;
    schema.with("type", name == "Retry-After" ? "integer" : "string");
    http::Json header;
    return std::move(header.with("required", always).with("schema", schema));
}

// Every answer says Cache-Control: no-store; that is told once, in the document's head.
http::Json headers(const Answers& answers)
{
    http::Json headers;
    std::set<std::string> told;
    for (const Answer& answer : answers)
        for (const auto& header : answer.response.headers) {
            const std::string& name = header.first;
            if (name == "Cache-Control" || !told.insert(name).second) continue;
            const bool always = std::ranges::all_of(answers, [&](const Answer& a) { return has(a, name); });
            headers.with(name, header_schema(name, always));
        }
    return headers;
}

// One schema, or any of several.
http::Json any_of(std::vector<http::Json> schemas)
{
    if (schemas.size() == 1) return std::move(schemas.front());
    http::Json either = http::Json::array();
    for (auto& schema : schemas) either.add(schema);
    http::Json any;
    return std::move(any.with("anyOf", either));
}

http::Json learned(const Answers& answers)
{
    Observed observed;
    for (const Answer& answer : answers)
        if (answer.body) observed.see(answer.body->view());
    return observed.schema();
}

// Each way a contract has to word faults is a schema of its own.
http::Json error_schema(const Answers& answers, Components& components)
{
    std::vector<http::Json> references;
    for (const Answer& answer : answers) {
        Observed observed;
        observed.see(answer.body->view());
        const bool validation = answer.name == name(Fault::invalid_fields);
        auto reference = components.schema(validation ? "validation_error" : "error", observed.schema());
        if (std::ranges::none_of(references, [&](auto& r) { return r.text() == reference.text(); }))
            references.push_back(std::move(reference));
    }
    return any_of(std::move(references));
}

// Without the members that only say that there may be any.
http::Json shown(http::JsonView value)
{
    if (value.kind() != http::JsonView::object && value.kind() != http::JsonView::array)
        return http::Json::copy(value);
    const bool list = value.kind() == http::JsonView::array;
    http::Json copy = list ? http::Json::array() : http::Json{};
    for (auto item = value.first(); item; item = item->next()) {
        if (list)
            copy.add(shown(*item));
        else if (item->name() != any_member)
            copy.with(item->name(), shown(*item));
    }
    return copy;
}

http::Json examples(const Answers& answers)
{
    http::Json examples;
    for (const Answer& answer : answers) {
        http::Json example;
        example.with("value", shown(answer.body->view()));
        examples.with(answer.name, example);
    }
    return examples;
}

http::Json content(const http::Json& schema, const Answers& answers)
{
    http::Json media;
    media.with("schema", schema).with("examples", examples(answers));
    http::Json content;
    return std::move(content.with("application/json", media));
}

std::string names(const Answers& answers, const char* between)
{
    std::string names;
    for (const Answer& answer : answers) names += (names.empty() ? "" : between) + answer.name;
    return names;
}

http::Json described(const std::string& name, const Answers& answers)
{
    http::Json response;
    response.with("description", spaced(name));
    if (auto told = headers(answers); !told.is_empty()) response.with("headers", told);
    return response;
}

http::Json refusal(const Answers& answers, Components& components)
{
    http::Json response = described(names(answers, ", "), answers);
    response.with("content", content(error_schema(answers, components), answers));
    return components.response(names(answers, "-"), response);
}

// The specimens of one outcome differ in what may be absent; the first has it all.
http::Json success(Answers answers, Components& components)
{
    const std::string name = answers.front().name;
    http::Json response = described(name, answers);
    if (!answers.front().body) return response;
    auto schema = components.schema(name, learned(answers));
    answers.erase(answers.begin() + 1, answers.end());
    response.with("content", content(schema, answers));
    return response;
}

http::Json refusals(const ByStatus& answers, Components& components, http::Json responses)
{
    for (const auto& [status, each] : answers)
        responses.with(std::to_string(status).c_str(), refusal(each, components));
    return responses;
}

ByStatus successes(const Route& route)
{
    ByStatus answers;
    for (const Reply& reply : route.serve.specimens())
        answers[reply.status].push_back(made(std::string{last_name(route.serve.shape)}, reply));
    return answers;
}

}   // namespace

http::Json responses(const Contract& contract, const Route& route, Components& components)
{
    http::Json responses;
    for (auto& [status, answers] : successes(route))
        responses.with(std::to_string(status).c_str(), success(std::move(answers), components));
    ByStatus told;
    for (const Refused& refused : faults(contract, route)) {
        Answer answer = worded(contract, refused);
        const auto asked = challenge(route.caller);
        if (answer.response.status == 401 && !asked.empty())
            answer.response.headers.emplace_back("WWW-Authenticate", asked);
        tell(told, std::move(answer));
    }
    return refusals(told, components, std::move(responses));
}

http::Json responses_without_row(const Contract& contract, Components& components)
{
    ByStatus told;
    for (const Refused& refused : faults_of_any_request()) tell(told, worded(contract, refused));
    for (const Fault fault : {Fault::no_such_route, Fault::wrong_method}) {
        Answer answer = worded(contract, fault);
        if (fault == Fault::wrong_method) answer.response.headers.emplace_back("Allow", "GET");
        tell(told, std::move(answer));
    }
    Answers redirected;
    redirected.push_back(made("other_slash", {307}));
    redirected.front().response.headers.emplace_back("Location", "/");
    http::Json responses;
    responses.with("307", described("other_slash", redirected));
    return refusals(told, components, std::move(responses));
}

}   // namespace openapi
