#include "fcgi/http/fastcgi.h"

#include <fcgiapp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "fcgi/http/cgi.h"

namespace http {

namespace {

// read_some(where, count) gives the bytes it got: fewer than count is the end.
Request completed(Intake intake, const auto& read_some)
{
    std::string& body = intake.request.body;
    body.resize(intake.body_size);
    if (read_some(body.data(), body.size()) == body.size()) return std::move(intake.request);
    body.clear();
    intake.request.flaw = Flaw::body_cut_short;
    return std::move(intake.request);
}

std::size_t read_all(int descriptor, char* where, std::size_t count)
{
    std::size_t got = 0;
    while (got < count) {
        const ssize_t some = read(descriptor, where + got, count - got);
        if (some == 0 || (some < 0 && errno != EINTR)) break;
        if (some > 0) got += static_cast<std::size_t>(some);
    }
    return got;
}

}   // namespace

Request receive(FCGX_Request& exchange)
{
    Request request = completed(read_parameters(exchange.envp), [&](char* where, std::size_t count) {
        return static_cast<std::size_t>(FCGX_GetStr(where, static_cast<int>(count), exchange.in));
    });
    // libfcgi would take what is left of this body for the records of the next request, and a client could
    // write records of its own there. After an error it closes the connection by itself.
    if (FCGX_GetChar(exchange.in) != EOF) exchange.keepConnection = 0;
    return request;
}

bool send(FCGX_Request& exchange, const Response& response)
{
    const std::string text = document(response);
    const bool taken = FCGX_PutStr(text.data(), static_cast<int>(text.size()), exchange.out) >= 0;
    // The error stream first: then all that is left goes out in one write.
    FCGX_FClose(exchange.err);
    return FCGX_FClose(exchange.out) == 0 && taken;
}

Request receive_cgi(char** environment, int in)
{
    return completed(read_parameters(environment),
                     [in](char* where, std::size_t count) { return read_all(in, where, count); });
}

bool send_cgi(int out, const Response& response)
{
    const std::string text = document(response);
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t some = write(out, text.data() + sent, text.size() - sent);
        if (some == 0 || (some < 0 && errno != EINTR)) return false;
        if (some > 0) sent += static_cast<std::size_t>(some);
    }
    return true;
}

}   // namespace http
