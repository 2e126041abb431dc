#!/bin/bash
# Measures a sandbox of its own, with null responders behind the same nginx, and takes it down again.
#
#   bench.sh figures   what `make bench` prints, in about three minutes
#   bench.sh throughput | gate | logins | inside | round-trips    parts of that
#   bench.sh pages     the sign-in page in a browser (chromium, npm), by the browser's own timing
#   bench.sh growth    CPU per answer at 1e3 and 1e6 accounts, in some minutes
#
# BENCH_PORT (36000): it and the nine after it are taken. BUILD_DIR (build).
set -euo pipefail
umask 077
CHECKOUT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
SANDBOX=$CHECKOUT/tests/sandbox/sandbox.sh
BUILD_DIR=$(realpath -m -- "${BUILD_DIR:-$CHECKOUT/build}")
PORT=${BENCH_PORT:-36000}
RUN_DIR=$(mktemp -d /tmp/latchkey-bench.XXXXXX)
export BUILD_DIR PORT RUN_DIR
NULLS=()

end_nulls() {
    local pid
    for pid in "${NULLS[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${NULLS[@]}"; do wait "$pid" 2>/dev/null || true; done
    NULLS=()
}

clean_up() {
    end_nulls
    "$SANDBOX" down >/dev/null || true
    # below a directory the user postgres can't enter, the cluster is elsewhere
    if [[ -L $RUN_DIR/postgres ]]; then rm -rf -- "$(dirname -- "$(readlink -- "$RUN_DIR/postgres")")"; fi
    rm -rf -- "$RUN_DIR"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

bench() {
    "$BUILD_DIR/bench" --env-file "$RUN_DIR/env" --run-dir "$RUN_DIR" --build-dir "$BUILD_DIR" --port "$PORT" "$@"
}

# As the superuser, who may make a database of its own.
round_trips() {
    LATCHKEY_TEST_DATABASE=$(sed -n 's|^LATCHKEY_DATABASE=\(.*\)//latchkey:[^@]*@/latchkey|\1//postgres@/postgres|p' \
        "$RUN_DIR/env") bench round-trips
}

start_null() {
    local mode=$1 socket=$RUN_DIR/sockets/null-$1.sock tries
    "$BUILD_DIR/null-responder" --env-file "$RUN_DIR/env" --socket "$socket" --mode "$mode" \
        </dev/null >>"$RUN_DIR/log/null.log" 2>&1 &
    NULLS+=("$!")
    mkdir -p "$RUN_DIR/null"
    printf '%s\n' "$!" >"$RUN_DIR/null/$mode"
    for ((tries = 0; tries < 100; tries++)); do
        if [[ -S $socket ]]; then return; fi
        sleep 0.05
    done
    cat "$RUN_DIR/log/null.log" >&2
    return 1
}

# The mount of a null responder differs from Latchkey's in the port and in what is behind it.
null_server() {
    local mode=$1 port=$2
    sed "s|fastcgi_pass latchkey;|fastcgi_pass null_$mode;|" "$RUN_DIR/snippets/latchkey-location.conf" \
        >"$RUN_DIR/snippets/null-$mode.conf"
    cat <<END
    upstream null_$mode { server unix:$(realpath -- "$RUN_DIR/sockets")/null-$mode.sock; }
    server {
        listen 127.0.0.1:$port backlog=4096;
        location ~ ^/api/auth(?:/|\\z) {
            fastcgi_param LATCHKEY_CONTRACT "shipfastai latchkey";
            fastcgi_split_path_info (?s)^(/api/auth)(.*)\\z;
            include snippets/null-$mode.conf;
        }
        include snippets/latchkey-down.conf;
    }
END
}

# A file behind auth_request: $1 port, $2 socket (its name), $3 whether connections are kept.
guarded_server() {
    local upstream=gate_$1
    sed -e "s|fastcgi_pass latchkey_gate;|fastcgi_pass $upstream;|" -e "s|fastcgi_keep_conn on;|fastcgi_keep_conn $3;|" \
        "$RUN_DIR/snippets/latchkey-gate.conf" >"$RUN_DIR/snippets/$upstream.conf"
    printf '    upstream %s { server unix:%s; %s }\n' "$upstream" "$(realpath -- "$RUN_DIR/sockets")/$2.sock" \
        "$([[ $3 == off ]] || echo 'keepalive 8;')"
    cat <<END
    server {
        listen 127.0.0.1:$1 backlog=4096;
        location = /gate { include snippets/$upstream.conf; }
        location = /page { auth_request /gate; root cwd; }
    }
END
}

add_nulls() {
    local mode port=$((PORT + 2))
    sed -i '$d' "$RUN_DIR/nginx.conf" # the brace that closes http
    for mode in null select write update; do
        start_null "$mode"
        null_server "$mode" "$port" >>"$RUN_DIR/nginx.conf"
        port=$((port + 1))
    done
    printf 'A page behind the gate.\n' >"$RUN_DIR/cwd/page"
    {
        guarded_server $((PORT + 6)) worker on
        guarded_server $((PORT + 7)) null-null on
        guarded_server $((PORT + 8)) worker off
        guarded_server $((PORT + 9)) null-null off
        printf '}\n'
    } >>"$RUN_DIR/nginx.conf"
    "$SANDBOX" nginx restart
}

case ${1-} in
    figures)
        "$SANDBOX" up >/dev/null
        bench people
        add_nulls
        bench figures
        end_nulls
        bench memory
        round_trips
        ;;
    throughput | gate | logins | inside)
        "$SANDBOX" up >/dev/null
        bench people
        add_nulls
        bench "$1"
        ;;
    round-trips)
        "$SANDBOX" up >/dev/null
        round_trips
        ;;
    pages)
        # shellcheck source=tests/npm.bash
        source "$CHECKOUT/tests/npm.bash"
        install_modules "$CHECKOUT/tests/pages" "$BUILD_DIR/pages-tests"
        "$SANDBOX" up >/dev/null
        node "$BUILD_DIR/pages-tests/timing.mjs" "http://127.0.0.1:$PORT" "$RUN_DIR/mail" "$CHECKOUT/nginx/pages"
        ;;
    growth)
        # logins without their hash, and as many as come
        export LATCHKEY_SCRYPT=10,8,1 LATCHKEY_RATE_LIMITS=off
        "$SANDBOX" up >/dev/null
        bench growth
        ;;
    *)
        sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2
        exit 2
        ;;
esac
