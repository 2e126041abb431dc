#include "fcgi/net/curl.h"

namespace net::curl {

bool List::add(const std::string& line)
{
    curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
    if (!longer) return false;
    (void)list_.release();
    list_.reset(longer);
    return true;
}

std::string part(const Url& url, CURLUPart which, unsigned flags)
{
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
    return std::unique_ptr<char, Deleter>{text}.get();
}

}   // namespace net::curl
