#!/bin/bash
# Debian's libraries have the security fixes that need no work of ours. Elsewhere than on Debian there is nothing to ask.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

table='
libfcgi0ldbl 2.4.2-2+deb12u1 CVE-2025-23016
libcjson1 1.7.15-1+deb12u4 CVE-2025-57052
'

offences() {
    local package least cure installed
    command -v dpkg >/dev/null || return 0
    while read -r package least cure; do
        [[ -n $package ]] || continue
        installed=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) || true
        if [[ -z $installed ]]; then
            echo "$package:0: is not installed"
        elif ! dpkg --compare-versions "$installed" ge "$least"; then
            echo "$package:0: $installed is older than $least ($cure)"
        fi
    done <<<"$table"
}
offences | told
