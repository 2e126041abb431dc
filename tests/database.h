// The Postgres of the unit tests. The script that runs them starts a private cluster and names a database of
// it, with the right to create others, in LATCHKEY_TEST_DATABASE (a libpq URI).
#pragma once
#include <string>

namespace test {

// The URI; throws std::runtime_error when the variable is not set. The database is shared by all tests: leave
// nothing in it but temporary tables.
std::string database();

// An empty database of a random name in the same cluster, dropped with whoever is still connected.
class FreshSchema {
public:
    FreshSchema();
    ~FreshSchema();
    FreshSchema(const FreshSchema&) = delete;
    FreshSchema& operator=(const FreshSchema&) = delete;
    const std::string& uri() const { return uri_; }

private:
    std::string name_;
    std::string uri_;
};

// auto fresh = test::fresh_schema();   // keep it as long as the database is needed
FreshSchema fresh_schema();

}   // namespace test
