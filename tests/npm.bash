# Packages of the npm registry for tests that are scripts.
# shellcheck shell=bash

# install_modules FROM INTO: the packages of FROM at the versions of its package-lock.json, and its own modules beside
# them, where their imports are found.
install_modules() {
    local from=$1 into=$2
    mkdir -p -- "$into"
    if ! cmp -s "$from/package-lock.json" "$into/installed"; then
        rm -f -- "$into/installed"
        cp -- "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$into/"
        npm ci --ignore-scripts --prefix "$into" --no-audit --no-fund --no-update-notifier --loglevel=error >&2
        cp -- "$from/package-lock.json" "$into/installed"
    fi
    cp -- "$from"/*.mjs "$into/"
}
