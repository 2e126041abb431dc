// An application to guard: answers any request with what it got of it, as JSON. Stands behind nginx's own
// fastcgi_pass, so that what it sees is what an application sees.
#include <fcgiapp.h>

#include <cctype>
#include <iostream>

#include "fcgi/crypto/digest.h"
#include "fcgi/http/acceptor.h"
#include "fcgi/http/json.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/startup.h"

namespace {

// "HTTP_REMOTE_USER" -> "remote-user"
std::string header_name(std::string_view parameter)
{
    std::string name;
    for (const char c : parameter.substr(5))
        name += c == '_' ? '-' : char(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

http::Json headers(const FCGX_Request& exchange)
{
    http::Json json;
    for (const char* const* at = exchange.envp; *at; ++at) {
        const std::string_view pair = *at;
        const auto name = pair.substr(0, pair.find('='));
        if (!name.starts_with("HTTP_")) continue;
        const auto value = pair.substr(name.size() + 1);
        json.with(header_name(name).c_str(), sys::is_utf8(value) ? value : "(not UTF-8)");
    }
    return json;
}

std::string body(const FCGX_Request& exchange)
{
    std::string text;
    char piece[16384];
    while (const int got = FCGX_GetStr(piece, sizeof piece, exchange.in))
        text.append(piece, std::size_t(got));
    return text;
}

std::string_view parameter(const FCGX_Request& exchange, const char* name)
{
    const char* value = FCGX_GetParam(name, exchange.envp);
    return value ? value : "";
}

void show(FCGX_Request& exchange)
{
    const std::string came = body(exchange);
    http::Json json;
    json.with("method", parameter(exchange, "REQUEST_METHOD"))
        .with("uri", parameter(exchange, "REQUEST_URI"))
        .with("headers", headers(exchange))
        .with("body_bytes", std::int64_t(came.size()))
        .with("body_sha256", sys::hex(crypto::sha256(came)));
    const std::string text =
        "Content-Type: application/json\r\nCache-Control: no-store\r\n\r\n" + json.text();
    FCGX_PutStr(text.data(), int(text.size()), exchange.out);
}

}   // namespace

int main(int argc, char** argv)
{
    const auto line = sys::command_line(argc, argv, {{"socket"}, {}}, std::cerr);
    if (!line || line->option("socket").empty()) {
        std::cerr << "usage: mirror --socket PATH\n";
        return 2;
    }
    try {
        const sys::Log log{"mirror", sys::Level::info};
        http::Acceptor acceptor{http::listening_socket(line->option("socket")), 2, show, log};
        acceptor.run_until_told();
        return 0;
    } catch (const sys::Failure& broken) {
        std::cerr << "mirror: " << broken.what() << '\n';
        return 1;
    }
}
