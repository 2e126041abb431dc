#!/bin/bash
# One operation, one file, one test, of one name. An operation is a function that takes a context and an input and is
# named like its header, or that a route serves.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

untested() {
    local header name test
    files handlers -mindepth 2 -name '*.h' | while read -r header; do
        name=$(basename "$header" .h)
        grep -qE "(^|[ :])$name\(Context& [a-z]+, const Input& [a-z]+\)" "$header" || continue
        echo operation >&3
        test=tests/${header%.h}_test.cpp
        grep -qsE '^TEST\(' "$test" || echo "$header:1: has no test in $test"
    done
}

served_elsewhere() {
    sources handlers/contracts | text code |
        sed -nE 's/^([^:]*:[0-9]+):.*serve<([a-z_]+)::([a-z_]+)[ ,>].*/\1 \2\/\3/p' |
        while read -r place operation; do
            [[ -e handlers/$operation.h ]] || echo "$place: handlers/$operation.h should hold what this row serves"
        done
}

offences() {
    local seen
    { seen=$(untested 3>&1 >&4); } 4>&1
    [[ -n $seen ]] || nothing 'no operation in handlers/'
    served_elsewhere
}
offences | told
