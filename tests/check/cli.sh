#!/bin/bash
# Every sentence that `latchkey --help` knows stands in docs/cli.md, word for word.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
page=docs/cli.md

offences() {
    local sentence sentences
    sentences=$("$BUILD_DIR/latchkey" --help | sed -n 's/^  \(latchkey .*[^ ]\) *$/\1/p')
    [[ -n $sentences ]] || nothing 'latchkey --help prints no sentences'
    while read -r sentence; do
        grep -qsF -- "$sentence" "$page" || echo "$page:1: \"$sentence\" is missing"
    done <<<"$sentences"
}
offences | told
