#include "handlers/doctor/database_store.h"

#include "fcgi/db/pool.h"

namespace doctor {

DatabaseFacts facts(db::Lease& db)
{
    const auto row = db.query(
        "SELECT current_setting('server_version'),"
        " clock_timestamp(), current_user,"
        " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
        " coalesce((SELECT relowner <> current_user::regrole AND has_column_privilege(oid, 'password_hash',"
        "  'SELECT') FROM pg_class WHERE oid = to_regclass('account')), false),"
        " coalesce((SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c"
        "  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
        "  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND pg_table_is_visible(c.oid)"
        "  AND NOT has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')), '')")[0];
    return {row.text(0), row.second(1), row.text(2), row.truth(3), row.truth(4), row.text(5)};
}

}   // namespace doctor
