#include <chrono>

#include "fcgi/db/migrations.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/failure.h"
#include "handlers/doctor/database_store.h"
#include "handlers/doctor/examinations.h"

namespace doctor {

namespace {

using std::chrono::milliseconds;

milliseconds now()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
}

std::string seconds(milliseconds span)
{
    return std::to_string(span.count() / 1000) + "." + std::to_string(span.count() % 1000 / 100) + " s";
}

// Tokens are dated by our clock and judged by the database's. Other hosts of ours are allowed 30 s.
void examine_clock(const Patient& patient, milliseconds apart)
{
    const auto verdict = apart > std::chrono::seconds{30}  ? Finding::bad
                         : apart > std::chrono::seconds{2} ? Finding::doubtful
                                                           : Finding::good;
    patient.tell({"clock", verdict, "differs from the database's by " + seconds(apart)});
}

void examine_role(const Patient& patient, const DatabaseFacts& facts)
{
    if (!facts.without_rights.empty())
        patient.tell(
            {"database", Finding::bad, "role " + facts.role + " has no right on: " + facts.without_rights});
    else if (facts.all_powerful)
        patient.tell({"database", Finding::doubtful,
                      "role " + facts.role + " is a superuser; one that owns its tables is enough"});
    else
        patient.tell({"database", Finding::good, "role " + facts.role + " has rights on every table"});
}

void examine(const Patient& patient, db::Pool& pool)
{
    const auto asked = now();
    const auto found = [&] {
        auto db = pool.lease();
        return facts(db);
    }();
    const auto answered = now();
    patient.tell({"database", Finding::good,
                  "Postgres " + found.version + " answered within " + seconds(answered - asked)});
    const std::string schema = db::schema_problem(pool);
    if (!schema.empty()) return patient.tell({"schema", Finding::bad, schema});
    patient.tell({"schema", Finding::good, "is the one of this program"});
    examine_role(patient, found);
    examine_clock(patient, std::chrono::abs(milliseconds{found.milliseconds} - (asked + answered) / 2));
}

}   // namespace

void examine_database(const Patient& patient)
{
    try {
        db::Pool pool{db::Server::of(patient.config), 1, patience};
        examine(patient, pool);
    } catch (const sys::Failure& broken) {
        patient.tell({"database", Finding::bad, broken.what()});
    }
}

}   // namespace doctor
