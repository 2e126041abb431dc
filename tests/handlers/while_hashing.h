// What comes of a request when something happens between its look at the account and its turn to hash.
#pragma once
#include <chrono>
#include <functional>
#include <thread>

#include "tests/handlers/house.h"

namespace test {

// at: a house with a single hash lane.
inline http::Response while_hashing(House& at, const std::function<http::Response()>& ask,
                                    const std::function<void()>& meanwhile)
{
    using namespace std::chrono_literals;
    http::Response response;
    auto held = at.service().lanes.enter(0ms);
    std::jthread caller{[&] { response = ask(); }};
    while (at.service().lanes.waiting() == 0) std::this_thread::sleep_for(1ms);
    meanwhile();
    held.reset();
    caller.join();
    return response;
}

}   // namespace test
