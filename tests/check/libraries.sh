#!/bin/bash
# Each library of third parties is known to one folder: neither its headers nor its names occur elsewhere.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# $1: library, $2: what its headers and names look like (an ERE), $3: where they may stand (an ERE).
keep() {
    text all <<<"$all" | library=$1 names="(^|[^A-Za-z0-9_])($2)" home="^($3)" awk '
        BEGIN {
            library = ENVIRON["library"]
            names = ENVIRON["names"]
            where = home = ENVIRON["home"]
            gsub(/[\^()\\]/, "", where)
            gsub(/[|]/, " and ", where)
        }
        /^[^:]*:[0-9]+:[ \t]*#[ \t]*include/ { sub(/"[^"]*"/, "") } # our own
        {
            split($0, part, ":")
            body = substr($0, length(part[1] part[2]) + 3)
            if (body !~ /^[ \t]*#[ \t]*include/) gsub(/"([^"\\]|\\.)*"/, "\"\"", body)
        }
        part[1] ~ home { known += body ~ names; next }
        body ~ names { print part[1] ":" part[2] ": " library " is known to " where " only" }
        END { if (!known) print where ":0: " library " is not even used where it belongs" }'
}

offences() {
    local all
    all=$(sources fcgi handlers)
    keep libpq 'libpq|PQ[a-z]|PG(conn|result|notify)|PGRES_' 'fcgi/db/'
    keep cJSON 'cJSON|cjson/' 'fcgi/http/'
    keep libfcgi 'fcgi(app|os|_stdio|misc)\.h|FCG[XI]_[A-Z]' 'fcgi/http/|fcgi/worker\.cpp'
    keep OpenSSL 'openssl/|EVP_|OSSL_|OPENSSL_|CRYPTO_|RAND_|HMAC_|ERR_' 'fcgi/crypto/'
    keep libscrypt 'libscrypt' 'fcgi/crypto/'
    keep libcurl 'curl/|curl_|CURL' 'fcgi/net/'
    text code <<<"$all" | awk -F: '$1 == "fcgi/worker.cpp" && /FCGX_/ && !/FCGX_Request/ {
        print $1 ":" $2 ": of libfcgi the worker knows FCGX_Request only" }'
}
offences | told
