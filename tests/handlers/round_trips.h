// What every row of every contract may cost: how often a call that goes well waits for Postgres, limits
// counted. A new row states its budget here, or the unit tests fail; the bench prints them.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "tests/handlers/stage.h"

namespace test {

// What to send, once the stage is set for it.
struct Sending {
    std::string body = {};
    std::string authorization = {};
    std::string path = {};   // with its parameters filled in; empty: as in the row
    std::string query = {};
    std::string cookie = {};
};

struct Cost {
    const char* contract;
    const char* method;
    const char* path;   // as in the row
    int budget;         // round trips
    std::function<Sending(Stage&)> prepare;
};

std::span<const Cost> costs();

struct Spent {
    int status;
    std::uint64_t round_trips;
};

// On a stage of its own.
Spent spent(const Cost& cost);

}   // namespace test
