#!/bin/bash
# The units are what systemd understands, keep to a sandbox of exposure 1.5 at most, take every secret as a credential,
# and listen where nginx looks. The users and directories they need are well said.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
readonly MOST_EXPOSED=15 # tenths

# The units as they would be installed, with the programs that were built; a template by two of its instances.
installed() {
    local unit
    for unit in $(files systemd -name '*.service' -o -name '*.socket' -o -name '*.target' -o -name '*.timer'); do
        sed -e "s|/usr/libexec/latchkey/|$programs/|" -e "s|/usr/bin/|$programs/|" "$unit" >"$work/${unit#*/}"
    done
    for unit in "$work"/*@.service; do
        cp "$unit" "${unit%.service}1.service"
        cp "$unit" "${unit%.service}2.service"
    done
}

verified() {
    local told
    if ! told=$(systemd-analyze verify --man=no "$work"/*[!@].{service,socket,target,timer} 2>&1); then told+=$'\nverify fails'; fi
    sed "/^$/d; s|^$work/|systemd/|; /^systemd\//!s|^|systemd:0: |" <<<"$told"
}

exposure() {
    local unit told
    for unit in systemd/*.service; do
        told=$(systemd-analyze security --offline=true --threshold="$MOST_EXPOSED" "$unit" 2>&1) ||
            echo "$unit:1: $(tail -n 1 <<<"$told"); at most $((MOST_EXPOSED / 10)).$((MOST_EXPOSED % 10)) is allowed"
    done
}

# Those of a family have names that only the sysadmin knows. The owner's database is for `latchkey migrate` alone, and no
# unit does that.
credentials() {
    local secrets name unit
    secrets=$(sed -n 's/^| `LATCHKEY_\([A-Z_]*\)` | .* | yes |$/\1/p' docs/configuration.md)
    [[ -n $secrets ]] || nothing 'docs/configuration.md knows no secrets'
    for unit in systemd/*.service; do
        ! grep -q MIGRATE_DATABASE "$unit" || echo "$unit:1: would read the owner's database"
        for name in $secrets; do
            [[ $name != MIGRATE_DATABASE ]] || continue
            grep -qx "LoadCredential=$name:latchkey\\.$name" "$unit" || echo "$unit:1: does not load the credential $name"
        done
    done
}

socket() {
    local path
    grep -l '^Sockets=' systemd/*.service | while read -r unit; do
        grep -qx 'NonBlocking=true' "$unit" || echo "$unit:1: makes the socket wait for those that share it"
    done
    path=$(sed -n 's/^ListenStream=//p' systemd/latchkey.socket)
    [[ -n $path ]] || echo 'systemd/latchkey.socket:1: listens nowhere'
    grep -qF "server unix:$path;" nginx/latchkey-site.conf ||
        echo "systemd/latchkey.socket:1: nginx/latchkey-site.conf looks for the workers elsewhere than at $path"
}

users_and_directories() {
    local told
    if ! told=$(systemd-sysusers --dry-run --root="$work" "$PWD/systemd/latchkey.sysusers" 2>&1); then
        echo "systemd/latchkey.sysusers:1: ${told//$'\n'/; }"
    fi
    if ! told=$(systemd-tmpfiles --create --prefix=/none "$PWD/systemd/latchkey.tmpfiles" 2>&1) || [[ -n $told ]]; then
        echo "systemd/latchkey.tmpfiles:1: ${told//$'\n'/; }"
    fi
    # systemd-tmpfiles looks at modes and owners only where it makes something.
    awk '!/^#/ && NF && !/^[a-zA-Z!+=~^-]+ +\/[^ ]+ +[0-7][0-7][0-7][0-7] +(root|latchkey) +(root|latchkey) +-$/ {
        print FILENAME ":" FNR ": not a line of type, path, mode, user, group, age" }' systemd/latchkey.tmpfiles
}

offences() {
    command -v systemd-analyze >/dev/null || nothing 'systemd-analyze is missing'
    [[ -x $BUILD_DIR/latchkey ]] || nothing "$BUILD_DIR/latchkey"
    programs=$(cd -- "$BUILD_DIR" && pwd -P)
    installed
    verified
    exposure
    credentials
    socket
    users_and_directories
}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
offences | told
