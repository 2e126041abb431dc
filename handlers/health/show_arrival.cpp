#include "handlers/health/show_arrival.h"

namespace health {

Result<Arrival> show_arrival(Context& cx, const Input&)
{
    return Arrival{cx.origin.address, std::string{cx.mount.scheme}, std::string{cx.mount.path},
                   std::string{cx.mount.contracts}};
}

}   // namespace health
