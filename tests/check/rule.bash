# What the rules have in common. A rule runs in the root of a tree, prints each offence as `file:line: what and why`
# and ends with `offences | told`, so it fails by an offence as well as by a command that broke.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
CHECK_DIR=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
BUILD_DIR=${BUILD_DIR:-build}
readonly CHECK_DIR

# The C++ files below the given folders. None is a failure: who saw nothing can't say that all is well.
sources() {
    files "$@" -name '*.h' -o -name '*.cpp'
}

# The same for whatever find finds.
files() {
    local found
    found=$(find "$@" | sort)
    [[ -n $found ]] || nothing "$*"
    printf '%s\n' "$found"
}

nothing() {
    echo "nothing to check: $*"
    return 1
}

# C++ from the files on standard input as `file:line:text`, without comments.
# $1: code empties literals, strings keeps nothing but literals, all keeps both.
text() {
    xargs -r awk -v want="$1" -f "$CHECK_DIR/text.awk"
}

told() {
    awk '{ print } END { exit NR > 0 }'
}
