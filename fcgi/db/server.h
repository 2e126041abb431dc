// Where Postgres is, and whether a pooler stands in between.
#pragma once
#include <map>
#include <string>

namespace sys {
class Config;
}

namespace db {

struct Server {
    // NOLINTBEGIN(google-explicit-constructor): a URI alone is a server nobody stands in front of
    Server(std::string uri, bool pooled = false) : conninfo{std::move(uri)}, is_pooled{pooled} {}
    Server(const char* uri) : conninfo{uri} {}
    // NOLINTEND(google-explicit-constructor)

    // Of LATCHKEY_DATABASE; of LATCHKEY_MIGRATE_DATABASE where there is one, which nothing stands in front
    // of.
    static Server of(const sys::Config& config);
    static Server to_migrate(const sys::Config& config);

    using Keywords = std::map<std::string, std::string>;   // libpq's, e.g. host, sslmode
    // What conninfo says. Throws sys::Failure with sqlstate 08001; its text never holds the URI.
    Keywords keywords() const;

    std::string conninfo;   // a libpq URI or conninfo string, several hosts allowed
    // Each transaction may meet another server connection: nothing is prepared, listened to or set at
    // connecting.
    bool is_pooled = false;
};

}   // namespace db
