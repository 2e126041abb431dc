// What a thread has cost so far.
#pragma once
#include <time.h>

namespace bench {

inline double thread_microseconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e6 + double(used.tv_nsec) / 1e3;
}

}   // namespace bench
