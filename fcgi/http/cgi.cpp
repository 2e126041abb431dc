#include "fcgi/http/cgi.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <expected>
#include <iterator>
#include <optional>

#include "fcgi/sys/failure.h"

namespace http {

namespace {

enum Repeats { first_counts, is_flaw };

struct Parameter {
    std::string_view name;
    std::string Request::*member;   // nullptr: steers the reading or is only watched for repeats
    Repeats repeats = first_counts;
};

// nginx sends every header of the client as HTTP_..., so HTTP_CONTENT_TYPE and HTTP_CONTENT_LENGTH come
// beside the names without HTTP_, which say what the site's configuration wants; they are only watched for
// repeats.
constexpr Parameter parameters[] = {
    {"CONTENT_LENGTH", nullptr, is_flaw},
    {"LATCHKEY_REFUSE", nullptr},
    {"HTTP_CONTENT_ENCODING", nullptr, is_flaw},
    {"HTTP_CONTENT_LENGTH", nullptr, is_flaw},
    {"HTTP_CONTENT_TYPE", nullptr, is_flaw},
    {"HTTP_HOST", nullptr, is_flaw},
    {"CONTENT_TYPE", &Request::content_type, is_flaw},
    {"HTTP_AUTHORIZATION", &Request::authorization, is_flaw},
    {"HTTP_COOKIE", &Request::cookie, is_flaw},
    {"HTTP_ORIGIN", &Request::origin, is_flaw},
    {"HTTP_SEC_FETCH_SITE", &Request::fetch_site, is_flaw},
    {"HTTP_X_SIGNATURE", &Request::signature, is_flaw},
    {"HTTP_X_TIMESTAMP", &Request::signature_time, is_flaw},
    {"REQUEST_METHOD", &Request::method},
    {"SCRIPT_NAME", &Request::mount},
    {"PATH_INFO", &Request::path},
    {"QUERY_STRING", &Request::query},
    {"REMOTE_ADDR", &Request::client},
    {"REQUEST_SCHEME", &Request::scheme},
    {"HTTP_USER_AGENT", &Request::user_agent},
    {"HTTP_ACCEPT_LANGUAGE", &Request::accept_language},
    {"HTTP_ACCEPT", &Request::accept},
    {"HTTP_LATCHKEY_REFERENCE", &Request::reference},
    {"LATCHKEY_CONTRACT", &Request::contracts},
    {"LATCHKEY_REQUIRE", &Request::requirement},
    {"LATCHKEY_WANTED", &Request::wanted},
    {"LATCHKEY_SIGN_IN", &Request::sign_in},
    {"LATCHKEY_REQUEST_ID", &Request::id},
};

consteval std::size_t row(std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::find(parameters, name, &Parameter::name) - parameters);
}

struct Values {
    std::array<std::optional<std::string_view>, std::size(parameters)> of;
    bool repeated = false;

    std::string_view operator[](std::size_t index) const { return of[index].value_or(std::string_view{}); }
};

void take(Values& values, std::string_view pair)
{
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return;
    const auto* const found = std::ranges::find(parameters, pair.substr(0, equals), &Parameter::name);
    if (found == std::end(parameters)) return;
    auto& value = values.of[static_cast<std::size_t>(found - parameters)];
    if (value)
        values.repeated |= found->repeats == is_flaw;
    else
        value = pair.substr(equals + 1);
}

bool same_word(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::expected<std::size_t, Flaw> length(std::string_view text)
{
    if (text.empty()) return 0;
    if (text.find_first_not_of("0123456789") != text.npos) return std::unexpected{Flaw::body_cut_short};
    std::size_t size = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), size);
    if (read.ec != std::errc{} || size > max_body) return std::unexpected{Flaw::body_too_large};
    return size;
}

// The bytes of body to read, or why none can be.
std::expected<std::size_t, Flaw> body_size(const Values& values)
{
    if (values[row("LATCHKEY_REFUSE")] == "payload_too_large") return std::unexpected{Flaw::body_too_large};
    if (values.repeated) return std::unexpected{Flaw::header_repeated};
    const auto size = length(values[row("CONTENT_LENGTH")]);
    if (!size || *size == 0) return size;
    const std::string_view encoding = values[row("HTTP_CONTENT_ENCODING")];
    if (!encoding.empty() && !same_word(encoding, "identity")) return std::unexpected{Flaw::body_encoded};
    return size;
}

struct Phrase {
    int status;
    std::string_view words;
};

constexpr Phrase phrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Payload Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Entity"},
    {423, "Locked"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

std::string_view reason(int status)
{
    const auto* const found = std::ranges::find(phrases, status, &Phrase::status);
    return found == std::end(phrases) ? "" : found->words;
}

void check_header(std::string_view text)
{
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::ranges::any_of(text, is_control)) throw sys::Failure{"control byte in a response header"};
}

void add_header(std::string& out, std::string_view name, std::string_view value)
{
    check_header(name);
    check_header(value);
    ((out += name) += ": ") += value;
    out += "\r\n";
}

}   // namespace

Intake read_parameters(const char* const* environment)
{
    Values values;
    for (; *environment; ++environment) take(values, *environment);
    Intake intake;
    for (std::size_t i = 0; i < std::size(parameters); ++i)
        if (parameters[i].member) intake.request.*parameters[i].member = values[i];
    const auto size = body_size(values);
    if (size)
        intake.body_size = *size;
    else
        intake.request.flaw = size.error();
    return intake;
}

std::string document(const Response& response)
{
    std::string out;
    out.reserve(response.body.size() + 256);
    add_header(out, "Status", std::to_string(response.status).append(" ").append(reason(response.status)));
    bool typed = response.body.empty();
    for (const auto& [name, value] : response.headers) {
        add_header(out, name, value);
        typed |= same_word(name, "Content-Type");
    }
    if (!typed) add_header(out, "Content-Type", "application/json");
    // Without it nginx would send the body in chunks.
    if (response.status != 204 && response.status != 304)
        add_header(out, "Content-Length", std::to_string(response.body.size()));
    add_header(out, "X-Content-Type-Options", "nosniff");
    out += "\r\n";
    return out += response.body;
}

}   // namespace http
