# shellcheck shell=bash
# The commands people and tests give; the keeper does the work.

run() {
    # A shell that starts us with "&" lets us ignore Ctrl-C, and bash can't change
    # that from within.
    if [[ -z ${SANDBOX_SIGNALS-} ]]; then
        SANDBOX_SIGNALS=default exec env --default-signal=INT,TERM "$SANDBOX" run
    fi
    unset SANDBOX_SIGNALS
    keep
}

up() {
    local keeper
    make_directories
    exec {LOCK_FD}>>"$RUN_DIR/up.lock"
    flock -w 120 "$LOCK_FD" || die "another 'up' for $RUN_DIR doesn't end"
    # one that starts or stops just now comes to an end of it first
    wait_until 90 ready_or_none || die "the sandbox in $RUN_DIR doesn't get ready: sandbox.sh down"
    if is_ready; then
        up_already
        return
    fi
    start_keeper
    keeper=$!
    trap 'kill "$keeper" && wait "$keeper"; down; exit 130' INT TERM HUP
    if ! wait_until 60 ready_or_over "$keeper" || ! is_ready; then
        tail -n 20 -- "$RUN_DIR/log/sandbox.log" >&2
        down >/dev/null
        die "the sandbox didn't start (logs in $RUN_DIR/log)"
    fi
    cat -- "$RUN_DIR/log/sandbox.log"
}

# The keeper must not hold any file of ours open: whoever reads our output through a
# pipe would wait for as long as the sandbox runs.
start_keeper() {
    (
        for fd in /proc/"$BASHPID"/fd/*; do
            fd=${fd##*/}
            if ((fd > 2 && fd != 255)); then exec {fd}>&-; fi
        done
        exec env --default-signal setsid "$SANDBOX" keep
    ) </dev/null >"$RUN_DIR/log/sandbox.log" 2>&1 &
}

is_ready() {
    local pid=
    read -r pid READY_PORT 2>/dev/null <"$RUN_DIR/pids/ready" || return 1
    [[ $pid == "$(keeper_pid)" ]]
}

ready_or_over() { is_ready || ! is_running "$1"; }
ready_or_none() { is_ready || ! keeper_pid >/dev/null; }

up_already() {
    [[ $READY_PORT == "$PORT" ]] || die "the sandbox in $RUN_DIR runs on port $READY_PORT already: sandbox.sh down"
    wait_until 10 healthy || die "the sandbox in $RUN_DIR runs but doesn't answer: sandbox.sh down"
    say "Already running: $URL/sign-in, $URL/api/auth"
    SOCKETS=$(realpath -- "$RUN_DIR/sockets")
    if ! env_lines | cmp -s -- - "$RUN_DIR/env"; then
        say "It keeps the configuration it was started with; for the new one: sandbox.sh down, then up"
    elif [[ $BUILD_DIR/latchkey-worker -nt $RUN_DIR/pids/workers ]]; then
        say "The programs are newer than what runs: sandbox.sh down, then up"
    fi
}

down() {
    local pid start=$SECONDS asked=
    [[ -d $RUN_DIR/pids ]] || return 0
    exec {LOCK_FD}>>"$RUN_DIR/lock"
    until flock -n "$LOCK_FD"; do
        if pid=$(keeper_pid); then
            if ((SECONDS - start > 65)); then
                kill -KILL "$pid"
            elif [[ $asked != "$pid" ]]; then
                kill -TERM "$pid" || die "no right to stop the keeper $pid: it belongs to $(stat -c %U "/proc/$pid")"
                asked=$pid
            fi
        fi
        ((SECONDS - start < 90)) || die "the lock $RUN_DIR/lock is held, but not by a keeper"
        nap 0.1
    done
    sweep
    remove_sockets_directory
    rm -f -- "$RUN_DIR"/pids/*
    if [[ -n $asked ]]; then say "Stopped"; fi
}

# stop is remembered until start; both return when it is done.
control_service() {
    local name=$1 pid hold=$RUN_DIR/pids/$1.hold
    keeper_pid >/dev/null || die "no sandbox runs in $RUN_DIR"
    pid=$(service_pid "$name") || pid=
    case $2 in
        stop | restart)
            : >"$hold"
            if [[ -n $pid ]]; then
                kill "-${SIGNAL_OF[$name]}" "$pid"
                wait_until 30 is_gone "$pid" || die "$name (pid $pid) doesn't end"
            fi
            if [[ $2 == stop ]]; then return; fi
            ;;&
        start | restart)
            rm -f -- "$hold"
            wait_until 30 service_answers "$name" || die "$name doesn't start: see $RUN_DIR/log"
            ;;
        *) usage ;;
    esac
}

service_answers() {
    service_pid "$1" >/dev/null || return 1
    SOCKETS=$(realpath -- "$RUN_DIR/sockets")
    case $1 in
        postgres)
            find_postgres "$RUN_DIR/postgres"
            postgres_answers
            ;;
        # 00010000: somebody listens
        workers) grep -q " 00010000 .* $SOCKETS/worker.sock\$" /proc/net/unix ;;
        nginx) [[ $(status_of "$PORT/") != 000 ]] ;;
        mailer | mirror) ;;
    esac
}
