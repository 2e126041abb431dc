#!/bin/bash
# What nginx hands to the workers and what it writes down: nothing a client could forge, no token in a log.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# The directives of the files, one a line: file:line:directive. A mount that is commented out counts, since a sysadmin
# takes it as it is; other comments don't.
directives() {
    files nginx -type f -name '*.conf*' | xargs awk '
        { gsub(/^[ \t]+|[ \t]+$/, "") }
        /^#(    |location|})/ { sub(/^# */, "") }
        /^#/ || /^$/ { next }
        whole == "" { line = FNR }
        { whole = (whole == "" ? "" : whole " ") $0 }
        /[;{}]$/ { gsub(/[ \t]+/, " ", whole); print FILENAME ":" line ":" whole; whole = "" }'
}

# A server that answers by us passes no header with an underscore, which would look like one with a dash.
underscores() {
    awk -F: '
        $3 ~ /^underscores_in_headers / && $3 !~ / off;/ { print $1 ":" $2 ": underscores_in_headers must be off" }
        $3 ~ /^underscores_in_headers off;/ { off[$1] = 1 }
        $3 ~ /^include .*latchkey-location\.conf;/ && $1 !~ /snippets\// { served[$1] = $2; any = 1 }
        END {
            for (file in served) if (!(file in off)) print file ":" served[file] ": underscores_in_headers off is missing"
            if (!any) print "nginx:0: no file includes latchkey-location.conf"
        }' <<<"$config"
}

parameters() {
    awk -F: '
        { body = substr($0, length($1 $2) + 3) }
        body ~ /^include .*fastcgi(_params|\.conf)/ { print $1 ":" $2 ": nginx'"'"'s own list passes on Host and Proxy" }
        body ~ /^fastcgi_param HTTP_PROXY "";/ { emptied[$1] = 1 }
        body ~ /^fastcgi_param REQUEST_METHOD / { list[$1] = $2; any = 1 }
        # Where a browser wanted to go is judged before it is sent there (handlers/gate/return_address.h).
        body ~ /^fastcgi_param LATCHKEY_WANTED / { next }
        body ~ /^fastcgi_param .*\$(tcpinfo_|http_|host[ ;"]|cookie_)/ {
            print $1 ":" $2 ": a parameter of ours must not come from a header"
        }
        END {
            for (file in list) if (!(file in emptied)) print file ":" list[file] ": HTTP_PROXY must be emptied"
            if (!any) print "nginx:0: no list of parameters found"
        }' <<<"$config"
}

bodies() {
    awk -F: '
        $3 ~ /^client_max_body_size / { ++sizes }
        $3 ~ /^client_max_body_size / && $3 !~ / 64k;/ { print $1 ":" $2 ": client_max_body_size is 64k" }
        $3 ~ /^fastcgi_pass / { pass[$1] = $2 }
        $3 ~ /^(client_max_body_size 64k|fastcgi_pass_request_body off);/ { sized[$1] = 1 }
        END {
            for (file in pass) if (!(file in sized)) print file ":" pass[file] ": client_max_body_size 64k is missing"
            if (!sizes) print "nginx:0: client_max_body_size is nowhere set"
        }' <<<"$config"
}

# fastcgi_param adds and the worker takes the first, so what shall count stands before the include.
order() {
    awk -F: '
        { body = substr($0, length($1 $2) + 3) }
        $1 != file { file = $1; depth = 0; split("", included) }
        body ~ /{$/ { ++depth; delete included[depth]; next }
        body ~ /^}/ { --depth; next }
        body ~ /^include .*latchkey-(params|location|too-large)\.conf;/ { included[depth] = 1; any = 1 }
        body ~ /^fastcgi_param / && depth in included {
            print $1 ":" $2 ": comes too late: the include before it has said what counts"
        }
        END { if (!any) print "nginx:0: no include of our snippets found" }' <<<"$config"
}

# Queries carry tokens of mailed links, and so does a Referer; cookies and Authorization always do.
logs() {
    awk -F: '
        { body = substr($0, length($1 $2) + 3) }
        body ~ /^log_format / {
            ++formats
            split(body, word, " ")
            known[word[2]] = 1
            if (body ~ /\$(request|request_uri|request_body|args|is_args|query_string|arg_[a-z_]*|http_referer|http_cookie|cookie_[a-z_]*|http_authorization)([^a-z_]|$)/)
                print $1 ":" $2 ": the log would hold tokens"
        }
        body ~ /^access_log / { log_at[++count] = $1 ":" $2; log_is[count] = body }
        END {
            for (i = 1; i <= count; ++i) {
                split(log_is[i], word, "[ ;]")
                if (word[2] != "off" && !(word[3] in known))
                    print log_at[i] ": nginx'"'"'s own format holds the query; name one of ours"
            }
            if (!formats) print "nginx:0: no log_format found"
        }' <<<"$config"
}

offences() {
    local config
    config=$(directives)
    underscores
    parameters
    bodies
    order
    logs
}
offences | told
