// A name server on a loopback port that knows texts of the names it was told, and nothing else.
#pragma once
#include <netinet/in.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace net_test {

class NameServer {
public:
    NameServer();
    ~NameServer();
    NameServer(const NameServer&) = delete;
    NameServer& operator=(const NameServer&) = delete;

    sockaddr_in address() const { return address_; }
    // No texts: the name is there all the same. A text may be longer than the 255 bytes of a piece.
    void say(const std::string& name, std::vector<std::string> texts);
    void fail() { failing_ = true; }   // SERVFAIL to everything

private:
    void serve();
    std::string answer(const std::string& query);

    int socket_;
    sockaddr_in address_{};
    std::mutex mutex_;
    std::map<std::string, std::vector<std::string>> texts_;
    std::atomic<bool> failing_ = false;
    std::atomic<bool> closing_ = false;
    std::thread thread_;
};

}   // namespace net_test
