#!/bin/bash
# Links within the documents lead somewhere.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local place target
    files README.md docs -name '*.md' | xargs awk '
        /^ *```/ { code = !code }
        FNR == 1 { code = 0 }
        code { next }
        {
            rest = $0
            gsub(/`[^`]*`/, "", rest)
            while (match(rest, /\]\([^) ]+/)) {
                target = substr(rest, RSTART + 2, RLENGTH - 2)
                rest = substr(rest, RSTART + RLENGTH)
                sub(/#.*/, "", target)
                if (target != "" && target !~ /^[a-z]+:/) print FILENAME ":" FNR " " target
            }
        }' | while read -r place target; do
        [[ -e $(dirname "${place%:*}")/$target ]] || echo "$place: there is no $target"
    done
}
offences | told
