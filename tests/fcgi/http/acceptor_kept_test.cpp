#include <atomic>
#include <string_view>
#include <vector>

#include "tests/fcgi/http/worker_process.h"

#include <CppUTest/TestHarness.h>

using namespace acceptor_test;
using namespace std::chrono_literals;

namespace {

// By NAME: "hold" waits until somebody comes with "open", "tell" says how many wait.
void hold_or_tell(FCGX_Request& request)
{
    static std::atomic<bool> open = false;
    static std::atomic<int> holding = 0;
    const std::string_view name = ::FCGX_GetParam("NAME", request.envp);
    if (name == "open") {
        open = true;
        open.notify_all();
    }
    if (name == "tell") ::FCGX_FPrintF(request.out, "%d", holding.load());
    if (name != "hold") return;
    ++holding;
    open.wait(false);
    --holding;
    ::FCGX_PutS("held", request.out);
}

}   // namespace

TEST_GROUP(acceptor_kept)
{
    WorkerProcess worker;
};

TEST(acceptor_kept, serves_many_requests_on_a_kept_connection)
{
    worker.start(2, echo);
    Peer peer{worker.path()};
    for (int i = 0; i < 50; ++i) {
        peer.ask("n", std::to_string(i), true);
        STRCMP_EQUAL(("n:" + std::to_string(i)).c_str(), peer.answer().c_str());
    }
    CHECK_FALSE(peer.ended(20ms));
}

TEST(acceptor_kept, closes_a_connection_nobody_asked_to_keep)
{
    worker.start(2, echo);
    Peer peer{worker.path()};
    peer.ask("n", "");
    STRCMP_EQUAL("n:", peer.answer().c_str());
    CHECK(peer.ended(100ms));
}

TEST(acceptor_kept, closes_kept_connections_when_told_to_stop)
{
    worker.start(4, echo);
    Peer idle{worker.path()};
    idle.ask("n", "", true);
    STRCMP_EQUAL("n:", idle.answer().c_str());
    CHECK(worker.stop() < 200ms);
    CHECK(idle.ended(0ms));
}

TEST(acceptor_kept, answers_what_came_on_a_kept_connection_before_it_was_told_to_stop)
{
    worker.start(4, echo_slowly);
    Peer peer{worker.path()};
    peer.ask("one", "", true);
    STRCMP_EQUAL("one:", peer.answer().c_str());
    peer.ask("two", "", true);
    std::this_thread::sleep_for(50ms);
    worker.tell();
    STRCMP_EQUAL("two:", peer.answer().c_str());
    CHECK(peer.ended(100ms));   // though it asked to be kept
    peer.leave();
    CHECK(worker.stop() < 200ms);
}

TEST(acceptor_kept, has_as_many_threads_for_new_connections_as_ever_when_it_keeps_all_it_may)
{
    worker.start(4, hold_or_tell);
    std::vector<Peer> kept;
    for (int i = 0; i < 3; ++i) {
        kept.emplace_back(worker.path());
        kept.back().ask("stay", "", true);
        STRCMP_EQUAL("", kept.back().answer().c_str());
    }
    std::vector<Peer> others;
    for (int i = 0; i < 5; ++i) {
        others.emplace_back(worker.path());
        others.back().ask("hold", "");
    }
    const auto held = [&] {
        kept.front().ask("tell", "", true);
        return kept.front().answer();
    };
    const auto patience = Steady::now() + 10s;
    while (held() != "4" && Steady::now() < patience) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
    STRCMP_EQUAL("4", held().c_str());   // the fifth waits: no threads but these
    kept.front().ask("open", "", true);
    STRCMP_EQUAL("", kept.front().answer().c_str());
    for (Peer& other : others) STRCMP_EQUAL("held", other.answer().c_str());
}

TEST(acceptor_kept, keeps_three_quarters_as_many_connections_as_it_has_threads_for_others)
{
    worker.start(4, echo);
    std::vector<Peer> peers;
    for (int i = 0; i < 4; ++i) {
        peers.emplace_back(worker.path());
        peers.back().ask("n", "", true);
        STRCMP_EQUAL("n:", peers.back().answer().c_str());
    }
    for (std::size_t i = 0; i < 3; ++i) CHECK_FALSE(peers[i].ended(20ms));
    CHECK(peers[3].ended(100ms));
    peers[3].leave();   // libfcgi gives a peer 2 s to close after its answer
    STRCMP_EQUAL("new:", worker.once("new", "").c_str());
    peers.erase(peers.begin());
    std::this_thread::sleep_for(50ms);
    Peer next{worker.path()};
    next.ask("n", "", true);
    STRCMP_EQUAL("n:", next.answer().c_str());
    CHECK_FALSE(next.ended(20ms));   // the place of the one that left
}

TEST(acceptor_kept, answers_a_request_that_came_together_with_the_word_to_stop)
{
    worker.start(2, echo);
    Peer peer{worker.path()};
    peer.ask("one", "", true);
    STRCMP_EQUAL("one:", peer.answer().c_str());
    worker.tell(SIGSTOP);
    peer.ask("two", "", true);
    worker.tell(SIGTERM);
    worker.tell(SIGCONT);
    STRCMP_EQUAL("two:", peer.answer().c_str());
    CHECK(peer.ended(100ms));
    peer.leave();
    CHECK(worker.stop() < 200ms);
}
