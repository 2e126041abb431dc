#include "fcgi/http/message.h"

namespace http {

std::string_view name(Method method)
{
    switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: break;
    }
    return "DELETE";
}

}   // namespace http
