#include "tests/harness/exchanges.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "fcgi/http/json.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/encoding.h"
#include "tests/harness/wire.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace {

// One write a line: several threads and processes note at once.
void note(const http::Json& json)
{
    const char* file = std::getenv("EXCHANGES");
    if (!file) return;
    const std::string line = json.text() + "\n";
    const sys::Descriptor out{::open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
    if (::write(out.get(), line.data(), line.size()) != ssize_t(line.size()))
        FAIL("EXCHANGES can't be written");
}

// What is no text is noted as none.
std::string_view text(std::string_view bytes)
{
    return sys::is_utf8(bytes) && !bytes.contains('\0') ? bytes : std::string_view{};
}

// The body of an answer that came in chunks.
std::string unchunked(std::string_view body)
{
    std::string whole;
    while (!body.empty()) {
        const std::size_t size = std::strtoul(std::string{body.substr(0, 8)}.c_str(), nullptr, 16);
        const auto begin = body.find("\r\n");
        if (size == 0 || begin == std::string_view::npos) break;
        whole += body.substr(begin + 2, size);
        body.remove_prefix(std::min(begin + 2 + size + 2, body.size()));
    }
    return whole;
}

http::Json pair(const std::string& name, std::string_view value)
{
    http::Json pair = http::Json::array();
    return std::move(pair.add(http::Json::of(name)).add(http::Json::of(text(value))));
}

}   // namespace

void note_sandbox(const std::string& base, const std::string& second_base)
{
    http::Json bases = http::Json::array();
    bases.add(http::Json::of(base)).add(http::Json::of(second_base));
    http::Json json;
    note(json.with("sandbox", bases));
}

void note_exchange(const std::string& base, const Sent& sent, const Answer& answer)
{
    http::Json headers = http::Json::array();
    for (const auto& [name, value] : answer.headers)
        if (!text(name).empty()) headers.add(pair(name, value));
    http::Json json;
    json.with("base", base)
        .with("method", text(sent.method))
        .with("target", text(sent.path))
        .with("sent", sent.body ? text(*sent.body) : "")
        .with("status", answer.status)
        .with("headers", headers)
        .with("body", text(answer.body));
    note(json);
}

void note_spoken(const std::string& base, std::string_view sent, std::string_view heard)
{
    const auto line = sent.substr(0, sent.find("\r\n"));
    const auto method = line.substr(0, line.find(' '));
    if (method.size() == line.size() || !line.contains(" HTTP/1.")) return;
    const auto target = line.substr(method.size() + 1);
    Answer answer = first_answer(heard);
    if (answer.header("transfer-encoding") == "chunked") answer.body = unchunked(answer.body);
    if (const auto size = answer.header("content-length"))
        answer.body.resize(std::min(answer.body.size(), std::size_t(std::atoi(size->c_str()))));
    note_exchange(base, {std::string{method}, std::string{target.substr(0, target.rfind(' '))}}, answer);
}

}   // namespace test
