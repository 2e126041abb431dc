#!/bin/bash
# The source is formatted as .clang-format says.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local list told
    list=$(sources fcgi handlers tests)
    [[ -e .clang-format ]] || nothing 'there is no .clang-format'
    if told=$(xargs clang-format --dry-run -Werror <<<"$list" 2>&1); then return; fi
    awk -F: '/: error: / { bad = 1; if (!seen[$1]++) print $1 ":" $2 ": not formatted; run clang-format -i" }
        END { if (!bad) print }' <<<"$told"
}
offences | told
