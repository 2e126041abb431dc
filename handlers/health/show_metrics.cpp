#include "handlers/health/show_metrics.h"

#include "fcgi/sys/failure.h"
#include "handlers/exposition.h"
#include "handlers/health/health_store.h"

namespace health {

// That the database is away is an answer here, not a failure.
static std::optional<Queue> asked(Context& cx)
{
    try {
        auto db = cx.lease();
        return mail_queue(db);
    } catch (const sys::Failure& broken) {
        cx.service.log.warning("metrics_incomplete", {{"reason", broken.what()}});
        return std::nullopt;
    }
}

Result<Metrics> show_metrics(Context& cx, const Input&)
{
    const auto queue = asked(cx);
    return Metrics{exposition(cx.service.measures->file(), queue)};
}

}   // namespace health
