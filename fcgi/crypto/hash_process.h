// A process of its own for password hashes. Inside the process that answers, a hash holds up requests that
// have nothing to do with it (figures: docs/decisions/hash-lanes). It has a thread for each lane and no
// descriptor but its own, and gives way to whatever else wants its core. It ends with the process that made
// it, however that ends, and takes no other word: a SIGTERM to the whole service lets sign-ins under way be
// answered. When it is killed, hashes are computed where they are asked for, and the log says so.
#pragma once
#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fcgi/crypto/password.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/log.h"

namespace crypto {

class HashProcess {
public:
    // lanes: hashes at the same time. patience: how long one is waited for; as long as a lane, so that both
    // together and a hash of one's own are over before nginx is (30 s). Forks, so make it while there is one
    // thread only. Throws sys::Failure.
    HashProcess(unsigned lanes, const sys::Log& log,
                std::chrono::milliseconds patience = std::chrono::seconds{10});
    ~HashProcess();
    HashProcess(const HashProcess&) = delete;
    HashProcess& operator=(const HashProcess&) = delete;

    // scrypt(), computed there. lane: below lanes, and one caller's at a time. Throws what scrypt() throws.
    std::string scrypt(std::size_t lane, std::string_view password, std::string_view salt, const Cost& cost,
                       std::size_t size);

    pid_t id() const { return process_; }

private:
    std::optional<std::string> ask(int lane, std::string_view job, std::size_t size) const;

    const sys::Log& log_;
    std::vector<sys::Descriptor> lanes_;   // our ends; none where nobody answers any more
    std::atomic<bool> gone_ = false;       // and the log knows
    pid_t process_ = -1;
};

}   // namespace crypto
