#!/bin/bash
# Functions have up to 40 lines between their braces and up to 5 parameters, files up to 300 lines of 110 columns.
# Exceptions stand in sizes.exceptions as path:reason; one that is not needed is an offence too.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
exceptions=tests/check/sizes.exceptions

# Takes a { on a line of its own for the begin of a function, which our formatting makes true outside of functions.
oversized() {
    sources fcgi handlers tests | xargs awk '
        { columns = $0; gsub(/[\200-\277]/, "", columns) }
        length(columns) > 110 { print FILENAME ":" FNR ": the line has " length(columns) " columns" }
        FNR == 1 && last > 300 { long_file() }
        { file = FILENAME; last = FNR }
        END { if (last > 300) long_file() }
        function long_file() { print file ":" last ": the file has " last " lines; split it by idea" }'
    sources fcgi handlers tests | text code | awk '
        { split($0, part, ":"); line = part[2]; body = substr($0, length(part[1] part[2]) + 3) }
        part[1] != file { file = part[1]; end = ""; heading = "" }
        end != "" {
            if (body != end) next
            if (line - start - 1 > 40) print file ":" start ": the function has " line - start - 1 " lines"
            end = heading = ""
            next
        }
        body ~ /^ *{$/ && heading ~ /^ *TEST_GROUP/ { heading = ""; next }
        body ~ /^ *{$/ { parameters(); start = line; end = body; sub(/{/, "}", end); ++functions; next }
        body ~ /^ *#/ { next }
        heading == "" { at = line }
        { heading = heading " " body }
        body ~ /[;{}:][ ]*$/ && body !~ /::$/ { parameters(); heading = "" }
        END { if (!functions) print file ":0: no function recognised" }
        # Those of the first pair of parentheses that follows a name, less what stands in brackets of any kind.
        function parameters(    i, c, depth, commas) {
            gsub(/operator *\(\)/, "call", heading)
            gsub(/->/, "", heading)
            sub(/=[ \t]*{.*/, "", heading)
            i = index(heading, "(")
            for (depth = 0; i && i <= length(heading); ++i) {
                c = substr(heading, i, 1)
                if (c ~ /[(<{[]/) ++depth
                else if (c ~ /[]>})]/ && --depth == 0) break
                else if (c == "," && depth == 1) ++commas
            }
            if (commas >= 5) print file ":" at ": " commas + 1 " parameters; make a struct of those that belong together"
        }'
}

offences() {
    oversized | sort -t: -k1,1 -k2,2n | awk -v list="$exceptions" '
        BEGIN {
            while ((getline row < list) > 0) {
                ++line
                if (row ~ /^#/ || row == "") continue
                path = row; sub(/:.*/, "", path)
                reason = row; if (!sub(/^[^:]*:/, "", reason)) reason = ""
                if (reason !~ /[^ ]/) print list ":" line ": an exception needs a reason"
                where[path] = line
            }
        }
        { path = $0; sub(/:.*/, "", path) }
        path in where { used[path] = 1; next }
        { print }
        END { for (path in where) if (!(path in used)) print list ":" where[path] ": " path " needs no exception" }'
}
offences | told
