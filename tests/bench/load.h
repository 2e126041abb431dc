// A load generator: one thread, one epoll, HTTP/1.1 connections to a server on this machine that are kept
// open. Pipelines nothing and follows nothing; a connection the server closes is opened anew.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Answer {
    int status = 0;          // 0: the connection ended without one
    std::string_view body;   // as it came, chunks included
};

struct Load {
    int port;
    int connections;
    double seconds;
    std::function<std::string(int connection)> request;   // the bytes of the next one
    // Takes what the next request of this connection needs; false counts the answer as a bad one.
    std::function<bool(int connection, const Answer& answer)> accept;
    // Requests a second, begun on schedule whether earlier ones are answered or not; 0: a connection asks
    // again as soon as it is answered, or a second after a 503.
    double rate = 0;
    bool own_addresses = false;   // each connection from another address of 127/8
};

struct Outcome {
    std::vector<double> milliseconds;   // of each good answer, from the moment it was due; sorted
    std::vector<double> moments;        // seconds from the start to each good answer, in order
    long bad = 0;
    long refused = 0;   // 503s of a busy server
    double seconds = 0;

    double per_second() const;          // over the whole time
    double steady_per_second() const;   // between the first good answer and the last
    double percentile(double part) const;
    void add(const Outcome& other);   // of another run of the same load
};

// Runs the load, then waits for the answers that are under way. Throws sys::Failure when nobody listens.
Outcome run(const Load& load);

}   // namespace bench
