// Keeps what a process holds in memory true: hears of news by NOTIFY, and asks for them once a second
// besides, which also repairs a connection that was lost. A thread and two connections of its own, so that a
// pool that is used up never makes revocation late.
#pragma once
#include <thread>

#include "fcgi/sys/event.h"
#include "handlers/service.h"

class Follower {
public:
    // service outlives it. Start it before other threads take signals: it blocks them all in its own.
    explicit Follower(const Service& service);
    ~Follower();   // ends the thread
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

private:
    void follow();

    const Service& service_;
    sys::Event end_;   // told once it shall end
    std::jthread thread_;
};
