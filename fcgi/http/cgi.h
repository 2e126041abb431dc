// What CGI (RFC 3875) and FastCGI share: the parameters a request comes as, and the document it is answered
// with. Pure functions; moves no bytes in or out of the process.
#pragma once
#include <cstddef>
#include <string>

#include "fcgi/http/message.h"

namespace http {

struct Intake {
    Request request;             // without its body
    std::size_t body_size = 0;   // bytes of body to read; 0 whenever the request has a flaw
};

// environment: "NAME=value" strings, ended by a null pointer. Of a parameter that comes twice the first
// counts; for those that decide about access or framing it is Flaw::header_repeated.
Intake read_parameters(const char* const* environment);

// Status, headers and body. Throws sys::Failure when a header has a control byte in it.
std::string document(const Response& response);

}   // namespace http
