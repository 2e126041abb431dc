#!/bin/bash
# RAII for every handle: what frees one is called in a destructor or in the operator() of a deleter, or stands as the
# deleter of a smart pointer. The only free-standing close() of a descriptor is that of fcgi/sys/descriptor.h.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    sources fcgi handlers | text code | awk '
        BEGIN {
            frees = "(^|[^A-Za-z0-9_])(PQ(clear|finish|freemem|conninfoFree|freeCancel)|cJSON_(Delete|free)|free|" \
                    "(EVP|OSSL|BIO|BN|HMAC)_[A-Za-z_]*free|OPENSSL_free|curl_[a-z_]*(cleanup|free|free_all)|" \
                    "FCGX_Free|fclose|closedir|freeaddrinfo|freeifaddrs)"
            closes = "(^|[^A-Za-z0-9_:.>]|[^A-Za-z0-9_]::)close *\\("
        }
        { split($0, part, ":"); body = substr($0, length(part[1] part[2]) + 3) }
        part[1] != file { file = part[1]; deleter = ""; unix = 0 }
        body ~ /#[ \t]*include <unistd\.h>/ { unix = 1 }
        { indent = body; sub(/[^ ].*/, "", indent) }
        # A destructor or a deleter begins here; it ends with the brace below its own first letter.
        body ~ /(^|[ :])~[A-Za-z]+\(\)|operator\(\)\(/ && body !~ /;[ \t]*$/ { deleter = indent "}" }
        { freed += body ~ frees }
        body ~ frees " *\\(" && deleter == "" && body !~ /~[A-Za-z]+\(\)|operator\(\)\(/ {
            print file ":" part[2] ": a handle is freed by hand; give it an owner"
        }
        body ~ /(^|[^A-Za-z0-9_])delete[ \[]/ && body !~ /= *delete/ {
            print file ":" part[2] ": a handle is deleted by hand; give it an owner"
        }
        body ~ closes && unix && file != "fcgi/sys/descriptor.h" {
            print file ":" part[2] ": a descriptor is closed by hand; sys::Descriptor does that"
        }
        deleter != "" && (index(body, deleter) == 1 || body ~ /}[ \t]*$/ && body ~ /(~[A-Za-z]+\(\)|operator\(\)\().*\{/) {
            deleter = ""
        }
        END { if (!freed) print "fcgi:0: no call that frees a handle found at all" }'
}
offences | told
