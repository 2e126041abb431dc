// Uses libpq directly: CREATE DATABASE takes no parameters, and the product's own door lets literals in only.
#include "tests/database.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <stdexcept>

namespace test {
namespace {

void run(const std::string& sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{PQconnectdb(database().c_str()), PQfinish};
    const std::unique_ptr<PGresult, decltype(&PQclear)> result{PQexec(connection.get(), sql.c_str()),
                                                               PQclear};
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error{"test database: " + std::string{PQerrorMessage(connection.get())}};
}

std::string random_name()
{
    std::random_device device;
    std::string name = "latchkey_test_";
    for (int i = 0; i < 16; ++i) name += "abcdefghijklmnop"[device() % 16];
    return name;
}

}   // namespace

std::string database()
{
    const char* uri = std::getenv("LATCHKEY_TEST_DATABASE");
    if (uri && *uri) return uri;
    throw std::runtime_error{"LATCHKEY_TEST_DATABASE is not set: run the tests by make test"};
}

// In a URI a later dbname wins over the path.
FreshSchema::FreshSchema()
    : name_{random_name()}, uri_{database() + (database().find('?') == std::string::npos ? "?" : "&") +
                                 "dbname=" + name_}
{
    run("CREATE DATABASE " + name_);
}

FreshSchema::~FreshSchema()
{
    try {
        run("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        return;   // the cluster is thrown away after the tests
    }
}

FreshSchema fresh_schema()
{
    return {};
}

}   // namespace test
