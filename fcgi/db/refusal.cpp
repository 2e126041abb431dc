// No parameter value may reach the log by way of an error message.
#include "fcgi/db/refusal.h"

#include <libpq-fe.h>

namespace db {
namespace {

std::string field(const PGresult* error, int code)
{
    const char* text = PQresultErrorField(error, code);
    return text ? text : "";
}

// Data exceptions (class 22) quote what they were given; other messages quote names of the schema.
std::string without_values(std::string message, std::string_view sqlstate)
{
    const auto first = message.find('"');
    if (!sqlstate.starts_with("22") || first == std::string::npos) return message;
    const auto last = message.rfind('"');
    return message.replace(first, last - first + 1, "\"...\"");
}

}   // namespace

sys::Failure refusal(const PGresult* error)
{
    const std::string sqlstate = field(error, PG_DIAG_SQLSTATE);
    if (sqlstate.empty()) return sys::Failure{"the database connection is lost", "08006"};
    std::string detail = field(error, PG_DIAG_CONSTRAINT_NAME);
    if (detail.empty()) detail = field(error, PG_DIAG_MESSAGE_DETAIL);
    return sys::Failure{without_values(field(error, PG_DIAG_MESSAGE_PRIMARY), sqlstate), sqlstate, detail};
}

bool ends_connection(std::string_view sqlstate)
{
    return sqlstate.starts_with("08") || sqlstate.starts_with("57P") || sqlstate == "25006" ||
           sqlstate == "26000" || sqlstate == "0A000";
}

}   // namespace db
