#include "tests/fcgi/db/servers.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "fcgi/db/pool.h"
#include "tests/database.h"

namespace test {
namespace {

[[noreturn]] void failed(const char* what)
{
    throw std::system_error{errno, std::generic_category(), what};
}

}   // namespace

HangingServer::HangingServer()
{
    char folder[] = "/tmp/latchkey-hanging-XXXXXX";
    if (!mkdtemp(folder)) failed("mkdtemp");
    folder_ = folder;
    path_ = folder_ + "/.s.PGSQL.5432";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) failed("bind");
    if (listen(socket_, 16) < 0) failed("listen");
}

HangingServer::~HangingServer()
{
    close(socket_);
    unlink(path_.c_str());
    rmdir(folder_.c_str());
}

std::string database_behind(const std::string& first)
{
    db::Pool pool{database(), 1, std::chrono::seconds{5}};
    const auto row = pool.lease().row(
        "SELECT current_setting('unix_socket_directories'), current_setting('port'), current_database(),"
        " current_user");
    return "postgresql:///" + row->text(2) + "?user=" + row->text(3) + "&host=" + first + "," + row->text(0) +
           "&port=5432," + row->text(1);
}

}   // namespace test
