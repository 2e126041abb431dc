#!/bin/bash
# Names that don't occur in the source, each with the reason why.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# Columns stand two spaces apart: name (an ERE), files that may all the same (an ERE; - is none), why.
table='
strtok(_r)? *\(  -  writes into what it reads; cut a string_view
std::regex  -  takes unbounded time and stack on what clients send
libscrypt_(check|hash) *\(  -  compares openly and knows no ceiling; use crypto::password_matches
FCGX_GetParam *\(  -  takes the last of several and any prefix; use http::receive
cJSON_GetObjectItem *\(  -  is blind to case; use http::JsonView::find
PQexec(Params|Prepared)? *\(  -  blocks without a limit; use db::Lease
PQescape[A-Za-z]* *\(  -  values travel as $n
(mem|str|strn|strcase)cmp *\(  ^fcgi/(sys|http|db|net)/  its time tells of secrets; use crypto::equal
(un)?setenv *\(  -  environments are not for threads; pass values down
(putenv|clearenv) *\(  -  environments are not for threads; pass values down
(system|popen) *\(  -  no shell
(time|gettimeofday|clock_gettime|timespec_get) *\(  ^fcgi/sys/(clock|log)\.cpp$  the clock comes from main, so that tests can set it
system_clock::now *\(  ^fcgi/sys/clock\.cpp$  the clock comes from main, so that tests can set it
(s?rand|random|[dlm]rand48|rand_r) *\( *\)  -  can be guessed; use crypto::random_bytes
std::(mt19937|minstd_rand|random_device|default_random_engine)  -  can be guessed; use crypto::random_bytes
detach *\( *\)  -  a thread nobody waits for outlives what it uses
thread_local  -  nothing global
std::(call_once|once_flag)  -  nothing lazy
v?sprintf *\(  -  knows no end of its buffer
(strcpy|strcat|gets|alloca) *\(  -  knows no end of its buffer
'

# Where everything is caught, it goes on as a failure: thrown again, or in a place that must not throw and tells it.
catches_all='^fcgi/(http/acceptor|sys/supervisor|sys/log|db/lease)\.cpp$'

names() {
    text code <<<"$all" | table=$table awk '
        BEGIN {
            rows = split(ENVIRON["table"], row, "\n")
            for (i = 1; i <= rows; ++i) {
                if (row[i] == "") continue
                split(row[i], column, /  +/)
                name[i] = "(^|[^A-Za-z0-9_.])" column[1]
                if (column[1] ~ /^detach/) name[i] = column[1]
                files[i] = column[2] == "-" ? "^$" : column[2]
                why[i] = column[3]
            }
        }
        { split($0, part, ":"); body = substr($0, length(part[1] part[2]) + 3) }
        {
            for (i in name)
                if (match(body, name[i]) && part[1] !~ files[i]) {
                    found = substr(body, RSTART, RLENGTH)
                    gsub(/^[^A-Za-z]+|[ ()]+$/, "", found)
                    print part[1] ":" part[2] ": " found ": " why[i]
                }
        }'
}

swallowing() {
    text code <<<"$all" | places=$catches_all awk -F: '
        open && /(^|[^A-Za-z_])throw *;/ { open = 0 }
        open && (/^[^:]*:[0-9]+: *}/ || $1 != file) { print told; open = 0 }
        /catch *\(\.\.\.\)/ && $1 !~ ENVIRON["places"] {
            open = 1; file = $1; told = $1 ":" $2 ": catches everything and does not throw on"
        }
        END { if (open) print told }'
}

unfinished() {
    files fcgi handlers sql nginx tests docs -type f | xargs -r awk '
        /(^|[^A-Za-z])(T[O]DO|F[I]XME|X[X]X)([^A-Za-z]|$)/ { print FILENAME ":" FNR ": unfinished; finish it" }'
}

offences() {
    local all
    all=$(sources fcgi handlers)
    names
    swallowing
    unfinished
}
offences | told
