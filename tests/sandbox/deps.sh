# shellcheck shell=bash
# The Debian packages the sandbox, the build and the tests need.

readonly PACKAGES=(
    g++ make pkg-config libfcgi-dev libpq-dev libcjson-dev libssl-dev libscrypt-dev
    libcurl4-openssl-dev libcpputest-dev nginx postgresql curl openssl ca-certificates
    iproute2 procps util-linux
)
# Who has these programs from elsewhere doesn't miss the packages, which might not even go along.
declare -rA PROGRAMS=([nodejs]=node [npm]=npm)
readonly POLICY=/usr/sbin/policy-rc.d
readonly CLUSTER_POLICY=/etc/postgresql-common/createcluster.d/latchkey-sandbox.conf
readonly POLICY_MARK='# made by the Latchkey sandbox while it installs packages'

# Prints those of the given packages that aren't installed.
missing_packages() {
    local name
    local -A installed=()
    while read -r name; do
        installed[$name]=1
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
    for name in "$@"; do
        [[ -n ${installed[$name]-} ]] || { [[ -n ${PROGRAMS[$name]-} ]] && command -v "${PROGRAMS[$name]}" >/dev/null; } ||
            printf '%s\n' "$name"
    done
}

install_missing() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: nothing installed. Needed are the equivalents of: ${PACKAGES[*]} $*"
        return 0
    fi
    mapfile -t missing < <(missing_packages "${PACKAGES[@]}" "$@")
    ((${#missing[@]})) || return 0
    if ((EUID == 0)); then
        install_packages "${missing[@]}"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n -- "$SANDBOX" deps "$@"
    else
        die "packages are missing. As root: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
}

install_packages() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
    say "Installing: $*"
    trap keep_services_quiet_no_more EXIT
    keep_services_quiet
    "${apt[@]}" update
    "${apt[@]}" install --no-install-recommends "$@"
    keep_services_quiet_no_more
    trap - EXIT
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) || die "still missing after apt-get install: ${missing[*]}"
}

# The packages would start an nginx on port 80 and make a Postgres cluster; nobody
# asked for either. A policy-rc.d that is there already stays as it is.
keep_services_quiet() {
    keep_services_quiet_no_more # what a killed run left behind
    if [[ ! -e $POLICY && ! -L $POLICY ]]; then
        printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >"$POLICY"
        chmod 755 "$POLICY"
    fi
    if ! compgen -G '/etc/postgresql/*/*' >/dev/null; then
        (umask 022 && mkdir -p "${CLUSTER_POLICY%/*}")
        printf '%s\ncreate_main_cluster = false\n' "$POLICY_MARK" >"$CLUSTER_POLICY"
        chmod 644 "$CLUSTER_POLICY"
    fi
}

keep_services_quiet_no_more() {
    local file
    for file in "$POLICY" "$CLUSTER_POLICY"; do
        if [[ -f $file ]] && grep -qxF -- "$POLICY_MARK" "$file"; then
            rm -f -- "$file"
        fi
    done
}
