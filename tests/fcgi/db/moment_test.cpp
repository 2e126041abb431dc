// Points in time, held against what Postgres itself computes.
#include "fcgi/db/moment.h"

#include <chrono>
#include <string>

#include "fcgi/db/pool.h"
#include "tests/database.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;

TEST_GROUP(moment)
{
    db::Pool pool{test::database(), 1, 5s};
    db::Lease db = pool.lease();
};

TEST(moment, is_what_postgres_means_whatever_the_zone)
{
    db::Transaction transaction{db};
    for (const char* zone : {"UTC", "Europe/Vienna", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"}) {
        db.query("SELECT set_config('timezone', $1, true)", {zone});
        // Zones were known by local time, to the second, until clocks were set by time zones.
        const auto rows = db.query(
            "SELECT t, (extract(epoch FROM t) * 1000000)::bigint FROM (VALUES"
            " (timestamptz '2026-11-22 02:03:04.000005+00'), ('2026-11-22 02:03:04.1+00'),"
            " ('2024-02-29 23:59:59.999999+00'), ('2026-07-01 00:00:00+00'),"
            " ('1970-01-01 00:00:00+00'), ('1880-05-06 07:08:09.5+00'),"
            " ('0001-01-03 00:00:00+00'), ('9999-12-30 00:00:00+00')) AS moments (t)");
        LONGS_EQUAL(8, rows.size());
        for (int i = 0; i < rows.size(); ++i) {
            const std::string said = rows[i].text(0);
            const auto found = db::moment(said);
            CHECK_TEXT(found.has_value(), said.c_str());
            CHECK_TEXT(*found == rows[i].number(1), said.c_str());
        }
    }
}

TEST(moment, is_nothing_of_another_form)
{
    for (const char* text : {"",
                             "infinity",
                             "-infinity",
                             "2026-01-31",
                             "2026-01-31 12:00:00",
                             "2026-01-31T12:00:00+00",
                             "2026-01-31 12:00:00+",
                             "2026-01-31 12:00:00+0",
                             "2026-01-31 12:00:00+00x",
                             "2026-01-31 12:00:00+00:",
                             "2026-01-31 12:00:00.+00",
                             "2026-01-31 12:00:00.1234567+00",
                             "10000-01-01 00:00:00+00",
                             "0044-03-15 12:00:00+00 BC",
                             "2026-13-01 00:00:00+00",
                             "2026-02-30 00:00:00+00",
                             "Sat Jan 31 12:00:00 2026 UTC",
                             "31/01/2026 12:00:00 UTC",
                             "2026-01-3x 12:00:00+00",
                             "1767225600"})
        CHECK_FALSE_TEXT(db::moment(text), text);
}
