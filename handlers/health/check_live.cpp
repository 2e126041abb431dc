#include "handlers/health/check_live.h"

namespace health {

Result<Done> check_live(Context&, const Input&)
{
    return Done{};
}

}   // namespace health
