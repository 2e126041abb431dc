#!/bin/bash
# Every page in a real browser, from the first click to the last, against a sandbox of its own, whose letters are read
# from its Maildir. Tells TAP. The browser is Debian's chromium; what drives it comes from the npm registry, at the
# versions of package-lock.json, into BUILD_DIR.
#
#   tests/pages/pages_test.sh [PATTERN]           only the tests whose sentence has PATTERN
#   tests/pages/pages_test.sh --pictures FOLDER   no tests: pictures of the pages, as docs/pages has them
#
# PORT: where its sandbox listens, with the port behind it; otherwise a pair that is free.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
source tests/npm.bash

export BUILD_DIR=${BUILD_DIR:-build}
readonly place=$BUILD_DIR/pages-tests

free_pair() {
    local port
    while port=$((20000 + RANDOM % 5000 * 2)); do
        [[ -n $(ss -Hltn "sport = :$port or sport = :$((port + 1))") ]] || break
    done
    echo "$port"
}

end() {
    tests/sandbox/sandbox.sh down >/dev/null 2>&1 || true
    rm -rf -- "$RUN_DIR"
}

command -v chromium >/dev/null || { echo 'pages_test.sh: there is no chromium' >&2 && exit 1; }
install_modules tests/pages "$place"
PORT=${PORT:-$(free_pair)}
RUN_DIR=$(mktemp -d /var/tmp/lk-pages.XXXXXX)
export PORT RUN_DIR LATCHKEY_SCRYPT=10,8,1 LATCHKEY_RATE_LIMITS=off
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
tests/sandbox/sandbox.sh up >"$RUN_DIR.log" 2>&1 || { cat -- "$RUN_DIR.log" && exit 1; }
rm -f -- "$RUN_DIR.log"
program=pages
if [[ ${1-} == --pictures ]]; then
    program=pictures
    shift
fi
node "$place/$program.mjs" "http://127.0.0.1:$PORT" "$RUN_DIR/mail" nginx/pages "$@"
