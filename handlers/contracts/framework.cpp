#include "handlers/contracts/framework.h"

#include <chrono>

namespace contracts {

namespace {

constexpr std::string_view one_line_pattern = R"(^\S(.*\S)?$)";

std::string counted(std::size_t number)
{
    return std::to_string(number) + (number == 1 ? " character" : " characters");
}

struct Worded {
    const char* type;
    std::string message;
};

Worded worded(const Problem& problem)
{
    switch (problem.kind) {
    case Problem::missing: return {"missing", "Field required"};
    case Problem::not_text: return {"string_type", "Input should be a valid string"};
    case Problem::too_short:
        return {"string_too_short", "String should have at least " + counted(problem.number)};
    case Problem::too_long:
        return {"string_too_long", "String should have at most " + counted(problem.number)};
    case Problem::bad_email: return {"value_error", "value is not a valid email address: " + problem.reason};
    case Problem::bad_json: return {"json_invalid", "JSON decode error"};
    case Problem::not_an_object: return {"dict_type", "Input should be a valid dictionary"};
    case Problem::not_a_list: return {"list_type", "Input should be a valid list"};
    case Problem::not_true_or_false: return {"bool_type", "Input should be a valid boolean"};
    case Problem::not_one_line:
        return {"string_pattern_mismatch",
                "String should match pattern '" + std::string{one_line_pattern} + "'"};
    case Problem::not_a_choice: return {"literal_error", "Input should be " + problem.reason};
    case Problem::no_body_object: break;
    }
    return {"model_attributes_type", "Input should be a valid dictionary or object to extract fields from"};
}

const char* source(From from)
{
    switch (from) {
    case From::body: return "body";
    case From::query: return "query";
    case From::path: return "path";
    case From::site:   // of no contract that has front ends
    case From::cookie: break;
    }
    return "cookie";
}

http::Json location(const Problem& problem)
{
    http::Json loc = http::Json::array();
    loc.add(http::Json::of(source(problem.from)));
    if (problem.kind == Problem::bad_json) loc.add(http::Json::of(std::int64_t(problem.number)));
    if (!problem.field.empty()) loc.add(http::Json::of(problem.field));
    return loc;
}

void add_context(http::Json& item, const Problem& problem)
{
    const auto number = std::int64_t(problem.number);
    http::Json context;
    switch (problem.kind) {
    case Problem::too_short: context.with("min_length", number); break;
    case Problem::too_long: context.with("max_length", number); break;
    case Problem::bad_email: context.with("reason", problem.reason); break;
    case Problem::bad_json: context.with("error", problem.reason); break;
    case Problem::not_one_line: context.with("pattern", one_line_pattern); break;
    case Problem::not_a_choice: context.with("expected", problem.reason); break;
    case Problem::missing:
    case Problem::not_text:
    case Problem::not_an_object:
    case Problem::not_a_list:
    case Problem::not_true_or_false:
    case Problem::no_body_object: return;
    }
    item.with("ctx", context);
}

http::Json input(const Problem& problem)
{
    if (problem.kind == Problem::bad_json) return {};
    return problem.value ? *problem.value : http::Json::null();
}

http::Json item(const Problem& problem, ItemKeys keys)
{
    const auto [type, message] = worded(problem);
    http::Json made;
    if (keys == ItemKeys::three)
        return std::move(made.with("loc", location(problem)).with("msg", message).with("type", type));
    made.with("type", type).with("loc", location(problem)).with("msg", message).with("input", input(problem));
    add_context(made, problem);
    return made;
}

}   // namespace

static Reply validation_reply(const Refusal& refusal, ItemKeys keys)
{
    http::Json items = http::Json::array();
    for (const Problem& problem : refusal.problems) items.add(item(problem, keys));
    http::Json body;
    body.with("detail", items);
    return {422, std::move(body)};
}

Reply detail_reply(int status, std::string_view detail)
{
    http::Json body;
    body.with("detail", detail);
    return {status, std::move(body)};
}

Reply worded(const Wording& wording, const Refusal& refusal, ItemKeys keys)
{
    if (refusal.fault == Fault::invalid_fields) return validation_reply(refusal, keys);
    Reply reply = detail_reply(wording.status, wording.detail);
    if (wording.status == 429 || wording.status == 503) reply.retry_after = refusal.retry_after;
    return reply;
}

Reply document_shown(const openapi::Document& document)
{
    return {200, http::Json::printed(document.text)};
}

http::Json stored_object(const std::string& text)
{
    auto parsed = http::parse_json(text);
    return parsed ? http::Json::copy(parsed->view()) : http::Json{};
}

// So many digits.
static void append(std::string& text, int number, std::size_t digits)
{
    const std::size_t end = text.size() + digits;
    text.resize(end);
    for (std::size_t i = 1; i <= digits; ++i, number /= 10) text[end - i] = char('0' + number % 10);
}

// By hand: gmtime_r takes a lock of all threads, and with strftime it was 3 % of the instructions of me.
std::string iso8601(std::int64_t microseconds)
{
    const std::chrono::sys_time<std::chrono::microseconds> moment{std::chrono::microseconds{microseconds}};
    const auto day = floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{moment - day};
    std::string text;
    append(text, int(date.year()), 4);
    append(text += '-', int(unsigned(date.month())), 2);
    append(text += '-', int(unsigned(date.day())), 2);
    append(text += 'T', int(time.hours().count()), 2);
    append(text += ':', int(time.minutes().count()), 2);
    append(text += ':', int(time.seconds().count()), 2);
    if (const auto fraction = int(time.subseconds().count())) append(text += '.', fraction, 6);
    return text += 'Z';
}

}   // namespace contracts
