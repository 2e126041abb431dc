#include "fcgi/http/message.h"

#include <CppUTest/TestHarness.h>

using http::Method;

TEST_GROUP(http_message){};

TEST(http_message, names_methods_as_http_does)
{
    CHECK(http::name(Method::get) == "GET");
    CHECK(http::name(Method::post) == "POST");
    CHECK(http::name(Method::put) == "PUT");
    CHECK(http::name(Method::patch) == "PATCH");
    CHECK(http::name(Method::del) == "DELETE");
}
