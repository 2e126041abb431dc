// Stand-ins for Postgres at its worst, for the tests of this folder.
#pragma once
#include <string>

namespace test {

// A Postgres that hangs: its socket takes connections and never says a word.
class HangingServer {
public:
    HangingServer();
    ~HangingServer();
    HangingServer(const HangingServer&) = delete;
    HangingServer& operator=(const HangingServer&) = delete;

    const std::string& folder() const { return folder_; }
    std::string uri() const { return "postgresql:///x?host=" + folder_; }

private:
    std::string folder_;
    std::string path_;
    int socket_ = -1;
};

// The test database by a list of hosts, of which `first` comes first.
std::string database_behind(const std::string& first);

}   // namespace test
