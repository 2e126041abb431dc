# shellcheck shell=bash
# The sandbox's nginx, and whether the whole answers.

# The config and the snippets are copied, so that every path in it is relative.
write_nginx_config() {
    local user='' connections limit
    # Loopback only, and root's checkout may be closed to every other user.
    if ((EUID == 0)); then user='user root root;'; fi
    limit=$(ulimit -Hn)
    connections=4096
    if [[ $limit != unlimited ]] && ((limit < connections + 100)); then connections=$((limit - 100)); fi
    cp -- "$CHECKOUT"/nginx/snippets/latchkey-*.conf "$RUN_DIR/snippets/"
    # shellcheck disable=SC2153 # PORT comes from settings
    sed -e "s|@USER@|$user|" -e "s|@FILES@|$((connections + 100))|" \
        -e "s|@CONNECTIONS@|$connections|" -e "s|@SOCKET@|$SOCKETS/worker.sock|" \
        -e "s|@PORT@|$PORT|" -e "s|@PORT2@|$PORT2|" "$CHECKOUT/nginx/sandbox.conf.in" >"$RUN_DIR/nginx.conf"
    sed -e "s|@SOCKETS@|$SOCKETS|" "$SANDBOX_DIR/application.conf.in" >"$RUN_DIR/application.conf"
    cp -- "$SANDBOX_DIR/guarded.conf" "$RUN_DIR/"
    rm -rf -- "$RUN_DIR/pages" "$RUN_DIR/own-pages"
    cp -R -- "$CHECKOUT/nginx/pages" "$SANDBOX_DIR/own-pages" "$RUN_DIR/"
}

# In UTC for the sake of the timestamp in latchkey-down.conf.
start_nginx() {
    # nginx leaves its own behind when it is killed, and wouldn't listen there again.
    rm -f -- "$SOCKETS/application.sock"
    spawn nginx "$RUN_DIR/cwd" env TZ=UTC nginx -p "$RUN_DIR/" -c "$RUN_DIR/nginx.conf" -e log/nginx-error.log
}

# The HTTP status of a path, 000 when nobody answers.
status_of() { curl -q -s -o /dev/null --noproxy '*' -m 3 -w '%{http_code}' "http://127.0.0.1:$1" || true; }

# Healthy is a good answer of the health check. A worker that doesn't know that route
# is healthy when it answers anything at all.
healthy() {
    local port=${1:-$PORT} status
    status=$(status_of "$port/api/auth/health/live")
    case $status in
        200 | 204) return 0 ;;
        404) ;;
        *) return 1 ;;
    esac
    status=$(status_of "$port/api/auth/me")
    [[ ! $status =~ ^(000|502|503|504)$ ]]
}

# Prints "PROGRAM (pid N)" for who listens on this port where we want to, or nothing.
port_holder() {
    local address='(127\.0\.0\.1|0\.0\.0\.0|\*|\[::\]|\[::ffff:127\.0\.0\.1\])' line
    if command -v ss >/dev/null; then
        line=$(ss -Hltnp "sport = :$1" | grep -m 1 -E " $address:$1 ") || return 0
        if [[ $line =~ \(\(\"([^\"]*)\",pid=([0-9]+) ]]; then
            printf '%s (pid %s)' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        else
            printf "another user's process"
        fi
        return 0
    fi
    port_holder_by_proc "$1"
}

# The same without ss: /proc/net/tcp knows the socket's number, and the one who has it
# open is found below /proc/PID/fd.
port_holder_by_proc() {
    local port inode pid
    printf -v port ':%04X' "$1"
    inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v p="$port" '
        $4 == "0A" && $2 ~ "^(0100007F|0+|0+FFFF00000100007F)" p "$" { print $10; exit }')
    [[ -n $inode ]] || return 0
    pid=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" 2>/dev/null | cut -d/ -f3 | head -n 1) || true
    if [[ -n $pid ]]; then
        printf '%s (pid %s)' "$(cat "/proc/$pid/comm")" "$pid"
    else
        printf "another user's process"
    fi
}

# An nginx of a sandbox whose directory was removed a moment ago is just ending.
require_ports() {
    local port holder tries
    for port in "$PORT" "$PORT2"; do
        for ((tries = 0; tries < 50; tries++)); do
            holder=$(port_holder "$port")
            [[ -n $holder ]] || continue 2
            [[ $(readlink "/proc/${holder//[^0-9]/}/cwd") == *' (deleted)' ]] || break
            nap 0.2
        done
        die "port $port is held by $holder; another one: PORT=NUMBER"
    done
}
