#!/bin/bash
# The scripts give shellcheck nothing to say.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local told
    shellcheck --version >/dev/null
    told=$(files tests sql -name '*.sh' -o -name '*.bash' | xargs shellcheck -x -f gcc 2>&1) || true
    sed -nE 's/^([^:]+:[0-9]+):[0-9]+: [a-z]+: (.*)/\1: \2/p' <<<"$told"
}
offences | told
