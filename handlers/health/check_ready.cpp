#include "handlers/health/check_ready.h"

#include "handlers/health/health_store.h"

namespace health {

Result<Done> check_ready(Context& cx, const Input&)
{
    auto db = cx.lease();
    ask(db);
    return Done{};
}

}   // namespace health
