# Packages of the npm registry for tests that are scripts.
# shellcheck shell=bash

# install_packages NAME: those of tests/NAME, at the versions of its package-lock.json, into BUILD_DIR/NAME-tests, and
# the modules of tests/NAME beside them, where their imports are found.
install_packages() {
    local from=tests/$1 place=$BUILD_DIR/$1-tests
    mkdir -p -- "$place"
    if ! cmp -s "$from/package-lock.json" "$place/installed"; then
        rm -f -- "$place/installed"
        cp -- "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$place/"
        npm ci --ignore-scripts --prefix "$place" --no-audit --no-fund --no-update-notifier --loglevel=error >&2
        cp -- "$from/package-lock.json" "$place/installed"
    fi
    cp -- "$from"/*.mjs "$place/"
}
