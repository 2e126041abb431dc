// One HTTP/1.1 connection of the load generator.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "fcgi/sys/descriptor.h"

namespace bench {

class Wire {
public:
    // source: the last three bytes of the address it comes from, 127.x.y.z; 0 leaves that to the kernel.
    Wire(int port, int source);

    void open();   // throws sys::Failure
    void send(std::string_view request);

    struct Message {
        int status;
        std::string_view body;   // lives until the next send()
    };
    // Reads what is there; a message once it is whole, status 0 when the connection ended before that.
    std::optional<Message> receive();
    bool is_over() const { return over_; }
    int descriptor() const { return socket_.get(); }

private:
    std::optional<std::size_t> body_end(std::size_t body) const;

    int port_;
    int source_;
    sys::Descriptor socket_;
    std::string received_;
    bool over_ = false;   // the server closes, or has closed, this connection
};

}   // namespace bench
