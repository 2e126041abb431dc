#!/bin/bash
# The scripts give shellcheck nothing to say.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local list told
    list=$(files tests sql debian -name '*.sh' -o -name '*.bash' -o -path 'debian/p*' -o -name '*.bash-completion')
    if told=$(xargs shellcheck -x -f gcc <<<"$list" 2>&1); then return; fi
    awk 'sub(/:[0-9]+: (note|warning|error|style):/, ":") { bad = 1; print } END { if (!bad) print }' <<<"$told"
}
offences | told
