// Many callers at the same moment. What they return is looked at by the one who called them: assertions don't
// belong into threads.
#pragma once
#include <algorithm>
#include <latch>
#include <thread>
#include <vector>

namespace test {

// call(i) for i in 0 .. size - 1, each in a thread of its own, released together.
template <class Call>
auto crowd(int size, Call call)
{
    std::vector<decltype(call(0))> results(std::size_t(size), decltype(call(0)){});
    std::latch start{size};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < size; ++i)
            threads.emplace_back([&, i] {
                start.arrive_and_wait();
                results[std::size_t(i)] = call(i);
            });
    }
    return results;
}

// How many of the answers have that status.
template <class Responses>
long with_status(const Responses& responses, int status)
{
    return std::ranges::count(responses, status, [](const auto& response) { return response.status; });
}

}   // namespace test
