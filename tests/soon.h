// Waiting for what happens in another thread or process.
#pragma once
#include <chrono>
#include <thread>

namespace test {

// Whether it comes to hold within five seconds.
template <class Condition>
bool soon(Condition holds)
{
    for (int i = 0; i < 500 && !holds(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return holds();
}

}   // namespace test
