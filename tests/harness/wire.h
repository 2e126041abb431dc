// Bytes that no HTTP client would send, over a connection of their own.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "tests/harness/client.h"

namespace test {

// Sends the bytes as they are and gives all that came until the other side hung up or patience ended.
std::string spoken(const std::string& base, std::string_view bytes,
                   std::chrono::milliseconds patience = std::chrono::seconds{15});

// The first answer in such bytes; status 0 when there is none.
Answer first_answer(std::string_view bytes);

}   // namespace test
