// How long a wait may last: up to a deadline, or until a descriptor says stop. Every wait of this folder on a
// socket goes through ready().
#pragma once
#include <chrono>

namespace db {

struct Until {
    std::chrono::steady_clock::time_point deadline;
    int stop = -1;   // a descriptor that ends the wait when it becomes readable; -1: none
};

inline Until after(std::chrono::milliseconds span, int stop = -1)
{
    return {std::chrono::steady_clock::now() + span, stop};
}

// poll(2), resumed after signals: true when the descriptor is ready (or broken), false when the wait is over.
// With descriptor -1 it only sleeps.
bool ready(int descriptor, short events, const Until& until);

}   // namespace db
