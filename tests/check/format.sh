#!/bin/bash
# The source is formatted as .clang-format says.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local told
    [[ -e .clang-format ]] || nothing 'there is no .clang-format'
    clang-format --version >/dev/null
    told=$(sources fcgi handlers tests | xargs clang-format --dry-run -Werror 2>&1) || true
    awk -F: '/: error: / && !seen[$1]++ { print $1 ":" $2 ": not formatted; run clang-format -i" }
        END { if (NR && !length(seen)) print }' <<<"$told"
}
offences | told
