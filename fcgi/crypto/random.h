// Randomness from the kernel. Fails by throwing sys::Failure, never by giving less.
#pragma once
#include <cstddef>
#include <functional>
#include <string>

namespace crypto {

// Gives that many bytes; handed down from main so that tests can set it.
using Random = std::function<std::string(std::size_t)>;

std::string random_bytes(std::size_t count);

}   // namespace crypto
