#!/bin/bash
# clang-tidy finds nothing, by the checks in .clang-tidy. A file is looked at again when it, a header it includes (as
# the compiler's .d file has it) or the checks are newer than its last good run, noted in $BUILD_DIR/tidy.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# clang 14 can't read libstdc++ 12's "if consteval" (its tidy crashes over it) and <expected>; tidy/ has one it can.
CHECK_FLAGS="-std=c++2b -I. -isystem $CHECK_DIR/tidy -U__cpp_if_consteval -Wno-builtin-macro-redefined"
CHECK_FLAGS+=" $(pkg-config --cflags libpq openssl libcjson libcurl)"
export CHECK_FLAGS

# $1: source. Whatever it was made of.
dependencies() {
    printf '%s\n' "$1" .clang-tidy "$CHECK_DIR/tidy.sh" "$CHECK_DIR/tidy/expected"
    sed -e 's/^[^:]*://' -e 's/\\$//' "$BUILD_DIR/${1%.cpp}.d" | xargs -r -n 1
}

is_fresh() {
    local stamp=$BUILD_DIR/tidy/$1.good newer
    [[ -e $stamp && -e $BUILD_DIR/${1%.cpp}.d ]] || return 1
    newer=$(dependencies "$1" | xargs -r sh -c 'find "$@" -newer "$0" -print 2>&1' "$stamp")
    [[ -z $newer ]]
}

stale() {
    local file
    files fcgi handlers -name '*.cpp' | while read -r file; do
        is_fresh "$file" || printf '%s\n' "$file"
    done
}

# $1: source. Runs in a shell of its own; what it tells is printed at once, so that two don't mix their lines.
inspect() {
    local told stamp=$BUILD_DIR/tidy/$1.good began
    mkdir -p "$(dirname "$stamp")"
    began=$(mktemp "$stamp.XXXXXX")
    # shellcheck disable=SC2086 # flags are words
    if told=$(clang-tidy --quiet "$1" -- $CHECK_FLAGS 2>&1); then
        mv "$began" "$stamp"
        return
    fi
    rm -f "$began" "$stamp"
    if ! sed -nE "s|^($PWD/)?(\./)?([^: ]+:[0-9]+):[0-9]+: error: (.*)|\3: \4|p" <<<"$told" | grep .; then
        printf '%s:0: clang-tidy broke: %.200s\n' "$1" "$told"
    fi
}
export -f inspect
export BUILD_DIR

offences() {
    clang-tidy --version >/dev/null
    # shellcheck disable=SC2016 # for the inner shell
    stale | xargs -r -P2 -I{} bash -c 'inspect "$1"' _ {} | sort -u
}
offences | told
