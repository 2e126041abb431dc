// A third party whose API keys can be tried out, as the operator's file describes it.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace vault {

struct Provider {
    enum Sign {
        header,               // the credentials themselves stand in headers
        hmac_sha256,          // a signature made with the secret does, in hexadecimal
        hmac_sha256_base64,   // the same in base64
    };

    std::string name;   // as an API key's exchange has it, in lower case
    std::string url;    // https://..., may have placeholders in its query
    Sign sign = header;
    std::string signed_text = "{timestamp}{method}{path}";           // what the signature is made over
    std::vector<std::pair<std::string, std::string>> headers = {};   // values may have placeholders
    bool allow_private = false;                                      // it may be in a network of our own
    bool allow_other_port = false;                                   // than 443
    std::string ca_file = {};   // certificates to trust instead of the system's
};

}   // namespace vault
