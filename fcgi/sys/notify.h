// How this process does, told to systemd (sd_notify's protocol: datagrams to $NOTIFY_SOCKET). Where nobody
// asked to be told, telling does nothing.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "fcgi/sys/config.h"
#include "fcgi/sys/descriptor.h"

namespace sys {

class Notify {
public:
    Notify() = default;   // nobody asked
    // Throws sys::Failure when $NOTIFY_SOCKET names no socket that takes messages.
    explicit Notify(const Environment& environment);

    void ready() const;               // throws sys::Failure: untold, the start would be taken for failed
    void stopping() const noexcept;   // untold, nothing is lost
    void renewing() const noexcept;   // until ready() is called, by the program executed next as well
    void alive() const noexcept;      // untold or not called, the watchdog ends the process
    // How often alive() is due: three times in what the watchdog waits. Nothing when none watches this
    // process.
    std::optional<std::chrono::milliseconds> pulse() const { return pulse_; }

private:
    bool tell(std::string_view words) const noexcept;

    Descriptor socket_;
    std::optional<std::chrono::milliseconds> pulse_;
};

}   // namespace sys
