// A place among the calls to other hosts that are under way in this process, while it lives. They are few, so
// that hosts which keep silent leave threads for everybody else.
#pragma once
#include <semaphore>

class Outgoing {
public:
    explicit Outgoing(std::counting_semaphore<>& places) : places_{places}, taken_{places.try_acquire()} {}
    ~Outgoing()
    {
        if (taken_) places_.release();
    }
    Outgoing(const Outgoing&) = delete;
    Outgoing& operator=(const Outgoing&) = delete;
    explicit operator bool() const { return taken_; }   // false: there is none free

private:
    std::counting_semaphore<>& places_;
    bool taken_;
};
