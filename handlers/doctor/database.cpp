// Whether the database can be worked with: reach, schema, rights of the role, clock.
#include <chrono>
#include <cstdlib>

#include "fcgi/db/migrations.h"
#include "fcgi/db/pool.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/failure.h"
#include "handlers/doctor/database_store.h"
#include "handlers/doctor/examinations.h"

namespace doctor {

namespace {

// Tokens are dated by our clock and judged by the database's. Other hosts of ours are allowed 30 s.
void examine_clock(const Patient& patient, std::int64_t seconds)
{
    const auto verdict = seconds > 30 ? Finding::bad : seconds > 2 ? Finding::doubtful : Finding::good;
    patient.tell({"clock", verdict, "differs from the database's by " + std::to_string(seconds) + " s"});
}

void examine_role(const Patient& patient, const DatabaseFacts& facts)
{
    if (!facts.without_rights.empty())
        patient.tell(
            {"database", Finding::bad, "role " + facts.role + " has no right on: " + facts.without_rights});
    else if (facts.all_powerful)
        patient.tell({"database", Finding::doubtful,
                      "role " + facts.role + " is a superuser; one that owns its tables is enough"});
    else if (facts.reads_hashes)
        patient.tell({"database", Finding::doubtful,
                      "role " + facts.role + " reads all password hashes; type roles.sql again"});
    else
        patient.tell({"database", Finding::good, "role " + facts.role + " has rights on every table"});
}

void examine(const Patient& patient, db::Pool& pool)
{
    using namespace std::chrono;
    const auto asked = steady_clock::now();
    const auto found = [&] {
        auto db = pool.lease();
        return facts(db);
    }();
    const auto apart = std::abs(found.seconds - sys::system_clock()());
    const auto took = duration_cast<milliseconds>(steady_clock::now() - asked).count();
    patient.tell({"database", Finding::good,
                  "Postgres " + found.version + " answered within " + std::to_string(took) + " ms"});
    const std::string schema = db::schema_problem(pool);
    if (!schema.empty()) return patient.tell({"schema", Finding::bad, schema});
    patient.tell({"schema", Finding::good, "is the one of this program"});
    examine_role(patient, found);
    examine_clock(patient, apart);
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
