#!/bin/bash
# Every sentence that `latchkey --help` knows stands in docs/cli.md, word for word, and latchkey(1) holds what
# docs/man/sentences.awk makes of them. The manual pages give man nothing to say.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
page=docs/cli.md
manual=docs/man/latchkey.1

manual_pages() {
    local said
    said=$("$BUILD_DIR/latchkey" --help | awk -f docs/man/sentences.awk)
    diff <(printf '%s\n' "$said") <(sed -n '/^\.\\" Printed by/,/^\.\\" The end/{/^\.\\"/!p}' "$manual") >/dev/null 2>&1 ||
        echo "$manual:1: differs from what \`latchkey --help\` says; make man prints it anew"
    files docs/man -name '*.[0-9]' | xargs mandoc -T lint -W warning 2>&1 |
        sed -n 's/^mandoc: \(docs.*\)$/\1/p'
}

offences() {
    local sentence sentences
    command -v mandoc >/dev/null || nothing 'mandoc is missing'
    sentences=$("$BUILD_DIR/latchkey" --help | sed -n 's/^  \(latchkey .*[^ ]\) *$/\1/p')
    [[ -n $sentences ]] || nothing 'latchkey --help prints no sentences'
    while read -r sentence; do
        grep -qsF -- "$sentence" "$page" || echo "$page:1: \"$sentence\" is missing"
    done <<<"$sentences"
    manual_pages
}
offences | told
