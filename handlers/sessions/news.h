// What happened to sessions and accounts, for what a process keeps in memory.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace sessions {

struct News {
    std::string account;   // id; something about it changed
    std::string session;   // id of a session that ended; empty: none
    std::string org;       // id of an organisation it left; empty: none
    std::int64_t at;       // seconds since 1970
};

// Where a reader has come to. The first position is before all news.
struct NewsPosition {
    std::string transaction = "0";
    std::int64_t id = 0;
};

struct NewsPage {
    std::vector<News> news;
    NewsPosition next;     // behind this page
    NewsPosition again;    // where a round that begins after this one must begin, so that it misses nothing
    bool is_last = true;   // there is no more at the moment
};

}   // namespace sessions
