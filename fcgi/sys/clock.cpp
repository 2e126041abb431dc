#include "fcgi/sys/clock.h"

#include <chrono>

namespace sys {

Clock system_clock()
{
    using namespace std::chrono;
    return [] { return duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
}

}   // namespace sys
