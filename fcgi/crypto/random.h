// Randomness from the kernel by way of OpenSSL. Fails by throwing, never by giving less.
#pragma once
#include <cstddef>
#include <functional>
#include <string>

namespace crypto {

// Gives that many bytes; handed down from main so that tests can set it.
using Random = std::function<std::string(std::size_t)>;

std::string random_bytes(std::size_t count);

}   // namespace crypto
