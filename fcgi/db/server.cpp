#include "fcgi/db/server.h"

#include "fcgi/sys/config.h"

namespace db {

Server Server::of(const sys::Config& config)
{
    return {config.text(sys::Key::database), config.is_on(sys::Key::database_pooler)};
}

Server Server::to_migrate(const sys::Config& config)
{
    const std::string& own = config.text(sys::Key::migrate_database);
    return own.empty() ? of(config) : Server{own};
}

}   // namespace db
