// What libcurl gives, cleaned up by itself: for this folder.
#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

namespace net::curl {

struct Deleter {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
    void operator()(char* text) const noexcept { curl_free(text); }
};
using Handle = std::unique_ptr<CURL, Deleter>;
using Url = std::unique_ptr<CURLU, Deleter>;

// Lines, in order.
class List {
public:
    bool add(const std::string& line);   // false when memory is short
    curl_slist* get() const { return list_.get(); }

private:
    std::unique_ptr<curl_slist, Deleter> list_;
};

// A part of a URL; empty when it has none. flags: as for curl_url_get.
std::string part(const Url& url, CURLUPart which, unsigned flags = 0);

}   // namespace net::curl
