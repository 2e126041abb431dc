#!/bin/bash
# Runs every rule of tests/check, each whatever became of the others. Names given as arguments choose some.
# The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.." || exit 1
passed=0
failed=0

chosen() {
    if (($#)); then printf 'tests/check/%s.sh\n' "$@"; else printf '%s\n' tests/check/*.sh; fi
}

while read -r script; do
    rule=$(basename "$script" .sh)
    [[ $rule != run ]] || continue
    if told=$(bash "$script" 2>&1 </dev/null); then
        passed=$((passed + 1))
        echo "$rule: ok"
    else
        failed=$((failed + 1))
        echo "$rule: FAILED"
        # shellcheck disable=SC2001 # each line
        sed 's/^/    /' <<<"${told:-broke without a word; see bash -x $script}"
    fi
done < <(chosen "$@")
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
