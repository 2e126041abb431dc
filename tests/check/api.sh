#!/bin/bash
# docs/api/<contract>.md is what the program prints, for every contract and for no other.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

offences() {
    local contracts contract page
    contracts=$("$BUILD_DIR/latchkey" routes | cut -f 1 | sort -u)
    [[ -n $contracts ]] || nothing 'latchkey routes prints no contract'
    for contract in $contracts; do
        diff <("$BUILD_DIR/latchkey" openapi "$contract" --markdown) "docs/api/$contract.md" >/dev/null 2>&1 ||
            echo "docs/api/$contract.md:1: differs from what \`latchkey openapi $contract --markdown\` prints;" \
                "print it anew"
    done
    for page in docs/api/*.md; do
        grep -qx -- "$(basename "$page" .md)" <<<"$contracts" || echo "$page:1: there is no such contract"
    done
}
offences | told
