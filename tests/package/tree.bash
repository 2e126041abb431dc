# A bare Debian in $tree, the package in it, and a systemd that boots it.
# shellcheck shell=bash disable=SC2154,SC2034 # variables of package_test.sh, and for it

# judge WHAT FUNCTION: one line of TAP; what the function printed, if it failed.
judge() {
    local said status
    set +e # in a condition, nothing the function calls would end it
    said=$(set -euo pipefail && "$2" 2>&1)
    status=$?
    set -e
    if ((status == 0)); then
        echo "ok - $1"
        return
    fi
    failed=1
    echo "not ok - $1"
    tail -n 30 <<<"$said" | sed 's/^/#   /'
}

must() {
    "$@" >"$work/log" 2>&1 || { echo "# $*:" && tail -n 30 "$work/log" | sed 's/^/#   /' && exit 1; }
}

build_package() {
    must env DEB_BUILD_OPTIONS="noautodbgsym parallel=$(nproc)" make deb
    cp "$work/log" "$work/build.log"
    changes=$(printf '%s\n' "$BUILD_DIR"/deb/latchkey_*.changes)
}

# From where this machine has its own packages.
bare_tree() {
    local mirror
    # shellcheck disable=SC2016 # apt's own $
    mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
        awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
    must debootstrap --variant=minbase bookworm "$tree" "$mirror"
    mount --bind "$tree" "$tree"
    mount -t proc proc "$tree/proc"
    printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
    chmod +x "$tree/usr/sbin/policy-rc.d"
    must within apt-get -q -y install --no-install-recommends systemd dbus nginx postgresql curl man-db \
        postfix openssl ca-certificates rsyslog logrotate
}

within() {
    chroot "$tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

put_package() {
    cp "$BUILD_DIR"/deb/latchkey_*.deb "$tree$PACKAGE"
    must within apt-get -q -y install --no-install-recommends "$PACKAGE"
    cp "$work/log" "$work/install.log"
}

# A command that must fail.
refused() {
    if "$@"; then echo "went well: $*" && return 1; fi
}

# A command that succeeds within $1 seconds, tried five times in each.
eventually() {
    local tries
    for ((tries = $1 * 5; tries > 0; --tries)); do
        if "${@:2}"; then return; fi
        sleep 0.2
    done
    echo "not within $1 seconds: ${*:2}" && return 1
}

# A systemd with everything of its own but the kernel. It writes to its journal only.
boot() {
    local tries
    rm -f "$tree/usr/sbin/policy-rc.d"
    umount "$tree/proc"
    unshare --mount --uts --ipc --cgroup --net --pid --fork --kill-child -- \
        bash -c "$(declare -f become_init); become_init '$tree'" >"$work/boot.log" 2>&1 &
    outer=$!
    for ((tries = 0; tries < 100; ++tries)); do
        init=$(pgrep -P "$outer" || true)
        if [[ -n $init ]] && [[ $(on systemctl is-system-running 2>/dev/null) =~ ^(running|degraded)$ ]]; then return 0; fi
        kill -0 "$outer" 2>/dev/null || break
        sleep 0.2
    done
    halt
    return 1
}

# Credentials need mounts that are shared, private users a root that is no chroot.
become_init() {
    set -e
    cd -- "$1"
    mount --bind . .
    cd -- "$1"
    mount -t proc proc proc
    mount -t sysfs -o ro sysfs sys
    mount -t tmpfs tmpfs run
    mount -t tmpfs tmpfs tmp
    mount --rbind /dev dev
    if [[ -d /sys/fs/cgroup/unified ]]; then
        mount -t tmpfs tmpfs sys/fs/cgroup
        mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
        mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
        mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
    else
        mount -t cgroup2 cgroup2 sys/fs/cgroup
    fi
    ip link set lo up
    pivot_root . mnt
    umount -l /mnt
    mount --make-rshared /
    exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd
}

# On the host that was booted.
on() {
    nsenter -t "$init" -a -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

halt() {
    [[ -z ${init-} ]] || kill -KILL "$init" 2>/dev/null || true
    wait "$outer" 2>/dev/null || true
    mount -t proc proc "$tree/proc"
}
