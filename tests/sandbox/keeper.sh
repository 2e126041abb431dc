# shellcheck shell=bash
# shellcheck disable=SC2004 # the arrays are associative (processes.sh)
# The keeper: the one process that starts the services, starts them again when they
# die, and ends them in good order. "run" is the keeper; "up" puts one in the
# background. It holds the lock $RUN_DIR/lock for as long as it lives, and stands in
# $RUN_DIR/pids: when that name means another directory, $RUN_DIR was removed, and may
# belong to another keeper already.

keep() {
    make_directories
    cd -- "$RUN_DIR/pids" || exit
    exec {LOCK_FD}>>"$RUN_DIR/lock"
    # (a "down" that cleans up holds it for a moment)
    flock -w 3 "$LOCK_FD" || die "a sandbox runs in $RUN_DIR already: sandbox.sh down"
    trap 'on_signal 129' HUP
    trap 'on_signal 130' INT
    trap 'on_signal 143' TERM
    trap end_all EXIT
    sweep
    rm -f -- ./*
    printf '%s\n' "$$" >keeper
    require_ports
    prepare
    bring_up
    printf '%s %s\n' "$$" "$PORT" >ready
    greet
    watch
}

# Ctrl-C is the way to end a sandbox, so it is no failure once it was up.
on_signal() {
    trap '' HUP INT TERM
    if [[ -e ready ]]; then exit 0; fi
    exit "$1"
}

prepare() {
    local program
    for program in latchkey latchkey-worker latchkey-mailer mirror; do
        [[ -x $BUILD_DIR/$program ]] || die "there is no $BUILD_DIR/$program: build it first (make)"
    done
    for program in nginx curl openssl setpriv; do
        command -v "$program" >/dev/null || die "there is no $program: sandbox.sh deps"
    done
    as_postgres
    rotate_logs
    make_sockets_directory
    write_env_file
    place_cluster
    find_postgres "$CLUSTER"
    make_cluster
    write_access_rules "$CLUSTER"
    write_nginx_config
}

bring_up() {
    local name
    start postgres
    wait_for postgres 60 split_roles
    step "$RUN_DIR/cwd" "$BUILD_DIR/latchkey" --env-file "$RUN_DIR/env" migrate </dev/null ||
        die "latchkey migrate failed (see $RUN_DIR/log/postgres.log)"
    split_roles || die "sql/roles.sql failed"
    start mailer
    start workers
    start mirror
    start nginx
    wait_for nginx 30 healthy
    for name in "${SERVICES[@]}"; do wait_for "$name" 1 true; done
}

start() {
    case $1 in
        postgres) start_postgres ;;
        workers)
            spawn workers "$RUN_DIR/cwd" "$BUILD_DIR/latchkey-worker" --env-file "$RUN_DIR/env" \
                --socket "$SOCKETS/worker.sock" --processes "$WORKERS"
            ;;
        mailer) spawn mailer "$RUN_DIR/cwd" "$BUILD_DIR/latchkey-mailer" --env-file "$RUN_DIR/env" ;;
        mirror) spawn mirror "$RUN_DIR/cwd" "$BUILD_DIR/mirror" --socket "$SOCKETS/mirror.sock" ;;
        nginx) start_nginx ;;
    esac
}

# Waits until the command succeeds, and gives up as soon as any service has died:
# at the start that is a mistake in the configuration.
wait_for() {
    local service=$1 end=$((SECONDS + $2)) name
    shift 2
    while true; do
        for name in "${!PID[@]}"; do
            is_running "${PID[$name]}" ||
                die "$name ended at once: $(tail -n 5 -- "$RUN_DIR/log/${LOG_OF[$name]}.log")"
        done
        if "$@"; then return 0; fi
        ((SECONDS < end)) ||
            die "$service doesn't answer: $(tail -n 5 -- "$RUN_DIR/log/${LOG_OF[$service]}.log")"
        nap 0.05
    done
}

greet() {
    local json="-H 'Content-Type: application/json' -d"
    local account='{"email":"you@example.com","password":"correct horse battery"}'
    say "Open $URL/register in a browser; the letter is in $RUN_DIR/mail/new, what you get to see at $URL/guarded/."
    say "Latchkey answers at $URL/api/auth; logs in $RUN_DIR/log. Try:"
    say "  curl -i $URL/api/auth/register $json '$account'"
    say "  curl -i $URL/api/auth/login $json '$account'"
    say "  curl -i $URL/api/auth/me -H 'Authorization: Bearer ACCESS_TOKEN'"
}

is_at_home() { [[ . -ef $RUN_DIR/pids ]]; }

# Looks every tenth of a second; ends by a signal, or when $RUN_DIR was removed.
watch() {
    local name
    while is_at_home; do
        nap 0.1
        for name in "${SERVICES[@]}"; do
            is_running "${PID[$name]:-x}" || revive "$name"
        done
    done
    die "$RUN_DIR has gone, so the sandbox ends"
}

# Starts a dead service again: at once, and a little later each time it dies within
# two seconds. One that was stopped on purpose ("hold") stays as it is.
revive() {
    local name=$1 pid=${PID[$1]} now=${EPOCHREALTIME/./} result=0
    if [[ -n $pid ]]; then
        wait "$pid" 2>/dev/null || result=$?
        PID[$name]=
        rm -f -- "./$name"
        if [[ $name != postgres ]]; then kill_session "$pid"; fi
        if ((now - STARTED[$name] > 2000000)); then FAILURES[$name]=0; fi
        AGAIN[$name]=$((now + (FAILURES[$name] < 3 ? FAILURES[$name] : 3) * 100000))
        FAILURES[$name]=$((FAILURES[$name] + 1))
        say "$(date +%T) $name ended with $result"
    fi
    if [[ ! -e $name.hold ]] && ((now >= AGAIN[$name])); then start "$name"; fi
}

end_all() {
    local result=$? name
    trap '' HUP INT TERM PIPE
    trap - EXIT
    set +e
    if [[ -e ready ]]; then say "Stopping"; fi
    rm -f -- ready
    end_step
    for name in nginx mirror workers mailer postgres; do end_service "$name"; done
    if is_at_home; then
        (sweep)
        remove_sockets_directory
    fi
    if [[ ${SOCKETS-} == /tmp/latchkey.* ]]; then rm -rf -- "$SOCKETS"; fi
    rm -f -- ./*
    exit "$result"
}
