#include "handlers/context.h"

#include <chrono>

#include "fcgi/sys/failure.h"
#include "handlers/outbox/language.h"
#include "handlers/outbox/reference.h"

using namespace std::chrono_literals;

// Long enough for a full queue at the default cost, shorter than a proxy's patience.
static constexpr auto lane_patience = 10s;

std::string_view Origin::language() const
{
    const auto preferred = outbox::preferred_language(accept_language);
    return preferred ? outbox::tag(*preferred) : std::string_view{};
}

std::string_view Origin::reference() const
{
    return outbox::reference_of(sent_reference);
}

db::Lease Context::lease()
{
    auto db = service.pool.lease();
    if (admission) admission->attach(db);
    if (standing) standing->attach(db);
    if (admission) counted = std::move(admission);
    admission.reset();
    standing.reset();
    return db;
}

std::pair<db::Lease, Standing> Context::lease_in_person()
{
    if (!standing) throw sys::Failure{"a row without a caller wants their own account"};
    auto asked = std::move(*standing);
    standing.reset();
    return {lease(), std::move(asked)};
}

db::Lease Context::lease_of_success()
{
    auto db = lease();
    if (counted) counted->give_back(db);
    counted.reset();
    return db;
}

// Password work must be paid for before it is done, also where nothing is asked of the database first.
void Context::settle()
{
    if (admission || standing) lease().settle();
}

Result<crypto::Lanes::Lane> Context::enter_lane()
{
    settle();
    auto lane = service.lanes.enter(lane_patience);
    if (!lane) return refuse(Fault::busy);
    return std::move(*lane);
}

Result<bool> Context::password_matches(std::string_view password, const std::optional<std::string>& hash)
{
    const auto lane = enter_lane();
    if (!lane) return refuse(lane.error().fault);
    const bool proven = crypto::password_matches(password, hash ? *hash : service.decoy, lane->scrypt());
    return hash && proven;
}

Result<std::string> Context::hash_password(std::string_view password)
{
    const auto lane = enter_lane();
    if (!lane) return refuse(lane.error().fault);
    return crypto::hash_password(password, service.cost, service.random(16), lane->scrypt());
}
