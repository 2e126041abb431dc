// What the database says of itself.
#pragma once
#include <cstdint>
#include <string>

namespace db {
class Lease;
}

namespace doctor {

struct DatabaseFacts {
    std::string version;    // "15.5"
    std::int64_t seconds;   // its clock, since 1970
    std::string role;
    bool all_powerful;            // a superuser
    bool reads_hashes;            // of passwords, without owning them
    std::string without_rights;   // tables of ours the role may not touch at all, separated by ", "
};

DatabaseFacts facts(db::Lease& db);

}   // namespace doctor
