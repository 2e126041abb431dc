#include "fcgi/db/server.h"

#include <libpq-fe.h>

#include <memory>

#include "fcgi/sys/config.h"
#include "fcgi/sys/failure.h"

namespace db {

namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

}   // namespace

Server Server::of(const sys::Config& config)
{
    return {config.text(sys::Key::database), config.is_on(sys::Key::database_pooler)};
}

Server Server::to_migrate(const sys::Config& config)
{
    const std::string& own = config.text(sys::Key::migrate_database);
    return own.empty() ? of(config) : Server{own};
}

// libpq's complaint is not asked for: it quotes the URI, password and all.
Server::Keywords Server::keywords() const
{
    const std::unique_ptr<PQconninfoOption, FreeOptions> options{PQconninfoParse(conninfo.c_str(), nullptr)};
    if (!options) throw sys::Failure{"the database URI is malformed", "08001"};
    Keywords keywords;
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option)
        if (option->val) keywords[option->keyword] = option->val;
    return keywords;
}

}   // namespace db
