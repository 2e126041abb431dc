#!/bin/bash
# Every row of every contract is called in a test of that contract, tests/contracts/<contract>*: as post(..."/login"
# for POST /login, as "POST", "/login" or as "POST /login". A mount of the sandbox may stand before the path; a {name}
# in it stands for anything.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

tests_of() {
    local place
    for place in "tests/contracts/$1" "tests/contracts/$1"*.cpp; do
        [[ ! -e $place ]] || find "$place" -name '*.cpp'
    done
}

# $1: contract, $2: method, $3: path. Reads whole statements, since a call may take several lines.
called() {
    local path
    path=$(sed -E 's/[.*+?|()^$]/\\&/g; s/\{[^}]*\}/[^"?]+/g' <<<"$3")
    tests_of "$1" | text all | method=$2 path="\"($mounts)?${path}[\"? ]" awk '
        BEGIN {
            path = ENVIRON["path"]
            method = ENVIRON["method"]
            call = "(^|[^A-Za-z_])" tolower(method) "[a-z_]* *\\([^;]*" path
            pair = "\"" method "\", *" path
            line = "\"" method " " substr(path, 2)
        }
        { sub(/^[^:]*:[0-9]+:/, ""); statement = statement " " $0 }
        /[;}][ \t]*$/ {
            if (statement ~ call || statement ~ pair || statement ~ line) found = 1
            statement = ""
        }
        END { exit !found }'
}

offences() {
    local contract method path rows mounts
    mounts=$(sed -nE 's|.*split_path_info \(\?s\)\^\((.*)\)\(\.\*\).*|\1|p' nginx/sandbox.conf.in | sort -u | paste -sd '|')
    rows=$("$BUILD_DIR/latchkey" routes)
    [[ $rows == *$'\t'* ]] || nothing 'latchkey routes prints no rows'
    while IFS=$'\t' read -r contract method path _; do
        called "$contract" "$method" "$path" ||
            echo "handlers/contracts/$contract.cpp:1: no test in tests/contracts calls $method $path"
    done <<<"$rows"
}
offences | told
