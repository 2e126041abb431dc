#!/bin/bash
# SQL stands in *_store.cpp and sql/ as literals, and nothing is glued to it: values travel as $n. The folder fcgi/db
# may say BEGIN, COMMIT, ROLLBACK and LISTEN by itself; the columns stores share stand in *_row.h.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

statement='"[ (]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP|TRUNCATE|COPY|LOCK|GRANT|CALL|DO|SET)[ \\]'
clause='"[^"]* (FROM|WHERE|RETURNING|VALUES|ORDER BY|IS NULL|JOIN) '
session='"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|LISTEN|NOTIFY|EXPLAIN)["; ]'

misplaced() {
    sources fcgi handlers | text strings |
        sql="$statement|$clause" session=$session awk -F: '
            BEGIN { sql = ENVIRON["sql"]; session = ENVIRON["session"] }
            $1 ~ /_store\.cpp$/ { found += $0 ~ sql; next }
            $1 ~ /_row\.h$/ { next }
            $0 ~ sql { print $1 ":" $2 ": SQL belongs into a *_store.cpp" }
            $0 ~ session && $1 !~ /^fcgi\/db\// { print $1 ":" $2 ": only fcgi/db steers transactions and channels" }
            END { if (!found) print "_store.cpp:0: no SQL found in any store" }'
}

# Reads whole statements of C++, so that a + at the end of a line counts too. LISTEN takes no parameter: the listener
# checks its channel letter by letter.
glued() {
    sources fcgi handlers | text all | sql="$statement|$clause|$session" awk '
        BEGIN { sql = ENVIRON["sql"] }
        { split($0, part, ":"); body = substr($0, length(part[1] part[2]) + 3) }
        part[1] != file { whole = ""; file = part[1] }
        whole == "" { line = part[2] }
        { whole = whole " " body }
        body !~ /[;{}][ \t]*$/ { next }
        {
            if (whole ~ sql && file != "fcgi/db/listener.cpp" && builds(whole))
                print file ":" line ": SQL is put together from pieces; use $n"
            whole = ""
        }
        # A marks SQL, B any other literal.
        function builds(text,    rest, quoted) {
            rest = ""
            while (match(text, /"([^"\\]|\\.)*"/)) {
                quoted = substr(text, RSTART, RLENGTH)
                rest = rest substr(text, 1, RSTART - 1) (quoted ~ sql ? "\"A\"" : "\"B\"")
                text = substr(text, RSTART + RLENGTH)
            }
            rest = rest text
            return rest ~ /"A"( *"[AB]")* *\)?[}]? *\+/ || rest ~ /\+=? *\(?("B" *)*"A"/ ||
                   rest ~ /(string|string_view|append|format|printf|str)[ a-z_]*[({] *("B" *)*"A"/ || rest ~ /<< *"A"/
        }'
}

unbound() {
    sources fcgi handlers | text code | awk -F: '
        /(->|\.)script\(/ && $1 !~ /^fcgi\/db\/(listener|migration_store)\.cpp$/ {
            print $1 ":" $2 ": script() is for migrations and LISTEN; a statement has parameters" }
        /#[ \t]*include/ { next }'
    sources fcgi handlers | text all | awk -F: '
        /#[ \t]*include "[^"]*_row\.h"/ && $1 !~ /_store\.cpp$/ { print $1 ":" $2 ": *_row.h is for stores only" }'
}

offences() {
    misplaced
    glued
    unbound
}
offences | told
