#!/bin/bash
# Every printed OpenAPI document is valid, and every answer that the end-to-end tests got through nginx is one that its
# document knows. Tells TAP. The validators come from the npm registry, at the versions of package-lock.json, into
# BUILD_DIR.
#
# EXCHANGES: the file in which the end-to-end tests noted what they asked and what was answered (tests/harness);
# without it the documents alone are judged.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
source tests/npm.bash

BUILD_DIR=${BUILD_DIR:-build}
readonly place=$BUILD_DIR/openapi-tests

print_documents() {
    local contract
    mkdir -p -- "$place/documents"
    rm -f -- "$place"/documents/*
    while read -r contract; do
        "$BUILD_DIR/latchkey" openapi "$contract" >"$place/documents/$contract.json"
    done < <("$BUILD_DIR/latchkey" routes | cut -f 1 | uniq)
}

install_modules tests/openapi "$place"
print_documents
node "$place/judge.mjs" "$place/documents" nginx/sandbox.conf.in ${EXCHANGES:+"$EXCHANGES"}
