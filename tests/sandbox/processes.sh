# shellcheck shell=bash
# shellcheck disable=SC2034 # the other parts use these variables
# Starting, recognising and ending processes.
#
# Every process of a service stands in $RUN_DIR/cwd (Postgres: in its data
# directory), the keeper in $RUN_DIR/pids, and nobody else has a reason to stand
# there. So a pid from a file is believed only when that process stands in the
# right place: a stranger that got the number since is never touched. (A zombie
# stands nowhere, so it counts as gone, as it should.)

readonly SERVICES=(postgres workers mailer mirror nginx)
declare -A PID=() STARTED=() AGAIN=()
declare -A FAILURES=([postgres]=0 [workers]=0 [mailer]=0 [mirror]=0 [nginx]=0)

# What the program of a service is called in log names, and the signal that ends
# it in good order.
readonly -A LOG_OF=([postgres]=postgres [workers]=worker [mailer]=mailer [mirror]=mirror [nginx]=nginx-error)
readonly -A SIGNAL_OF=([postgres]=INT [workers]=TERM [mailer]=TERM [mirror]=TERM [nginx]=QUIT)

# Sleeps without a process for it: reads from a pipe into which nobody writes.
nap() {
    if [[ -z ${NAP_FD-} ]]; then exec {NAP_FD}<> <(:); fi
    read -rt "$1" -u "$NAP_FD" || true
}

# Waits until the command succeeds; fails after so many seconds.
wait_until() {
    local end=$((SECONDS + $1 + 1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        nap 0.05
    done
}

# Is this child still running? (kill -0 also finds a zombie, and inside a trap bash
# doesn't reap.)
is_running() {
    local line
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    [[ ${line##*) } != [ZX]* ]]
}

# Does this process belong to this sandbox? Without CAP_SYS_PTRACE (a container) root
# can't see where Postgres stands, but its command line names the data directory.
is_ours() {
    local arguments
    [[ -n $1 ]] || return 1
    if [[ /proc/$1/cwd -ef $RUN_DIR/cwd || /proc/$1/cwd -ef $RUN_DIR/postgres ]]; then return 0; fi
    mapfile -d '' -t arguments <"/proc/$1/cmdline" || return 1
    [[ ${arguments[0]-} == */postgres && ${arguments[2]-} -ef $RUN_DIR/postgres ]]
} 2>/dev/null

is_gone() { ! is_ours "$1"; }

# Prints the pid of a running service, or fails.
service_pid() {
    local pid=
    read -r pid 2>/dev/null <"$RUN_DIR/pids/$1" || return 1
    is_ours "$pid" || return 1
    printf '%s' "$pid"
}

# Prints the pid of the keeper, or fails.
keeper_pid() {
    local pid=
    read -r pid 2>/dev/null <"$RUN_DIR/pids/keeper" || return 1
    [[ /proc/$pid/cwd -ef $RUN_DIR/pids ]] || return 1
    printf '%s' "$pid"
}

# Turns this subshell into a program that stands in the given directory: without
# keys of ours but through the env file, libpq defaults of the caller or the lock,
# with all signals as they are by default, and in a session of its own, so that
# Ctrl-C in a terminal reaches only the keeper. If the keeper gets killed, the kernel
# sends the given signal.
become() {
    local directory=$1 death=$2
    shift 2
    cd -- "$directory" || exit
    unset "${!LATCHKEY_@}" "${!PG@}" CREDENTIALS_DIRECTORY
    if [[ -n ${LOCK_FD-} ]]; then exec {LOCK_FD}>&-; fi
    if [[ -n ${NAP_FD-} ]]; then exec {NAP_FD}>&-; fi
    exec env --default-signal setsid setpriv --pdeathsig "$death" -- "$@"
}

# Starts a service as a child of the keeper: its name, its directory, the program.
spawn() {
    local name=$1 death=TERM
    if [[ $name == postgres ]]; then death=INT; fi
    (become "$2" "$death" "${@:3}") </dev/null >>"$RUN_DIR/log/${LOG_OF[$name]}.log" 2>&1 &
    PID[$name]=$!
    STARTED[$name]=${EPOCHREALTIME/./}
    printf '%s\n' "$!" >"$name" # the keeper stands in $RUN_DIR/pids
}

# Runs a step that may take long: its directory, the program. It is in the background,
# so that a signal to the keeper is served at once; end_step then ends the step too.
step() {
    local result=0
    (become "$1" TERM "${@:2}") <&0 &
    STEP=$!
    wait "$STEP" || result=$?
    STEP=
    return "$result"
}

# Nothing half done counts later, so a step gets only three seconds (a Postgres in single
# user mode takes no notice while it works). Only the program itself is asked: what
# initdb runs then ends in good order, and leaves nothing in /dev/shm.
end_step() {
    local tries
    [[ -n ${STEP-} ]] || return 0
    for ((tries = 0; tries < 60; tries++)); do
        is_running "$STEP" || break
        if ((tries % 10 == 0)); then kill -TERM "$STEP" 2>/dev/null || true; fi
        nap 0.05
    done
    kill -KILL -- "-$STEP" "$STEP" 2>/dev/null || true
}

# Ends a child of the keeper: asks for ten seconds, then kills.
end_service() {
    local name=$1 pid=${PID[$1]-} tries
    [[ -n $pid ]] || return 0
    for ((tries = 0; tries < 200; tries++)); do
        # asked again every second: a child that isn't its program yet may not have listened
        is_running "$pid" || break
        if ((tries % 20 == 0)); then kill "-${SIGNAL_OF[$name]}" "$pid" 2>/dev/null || true; fi
        nap 0.05
    done
    if is_running "$pid"; then
        say "$name doesn't end: killing it" || true
        kill -KILL "$pid" 2>/dev/null || true
    fi
    wait "$pid" 2>/dev/null || true
    if [[ $name != postgres ]]; then kill_session "$pid"; fi
    PID[$name]=
    rm -f -- "./$name"
}

# Kills what a dead child left in its session (nginx's workers go on serving and
# hold the port when their master is killed).
kill_session() {
    local pid line fields
    for pid in /proc/[0-9]*; do
        { read -r line <"$pid/stat"; } 2>/dev/null || continue
        read -ra fields <<<"${line##*) }" # state, parent, group, session
        if [[ ${fields[3]-} == "$1" ]]; then kill -KILL "${pid#/proc/}" 2>/dev/null || true; fi
    done
}

# Prints the pids of all processes that stand where only ours do.
strays() {
    local dir
    for dir in /proc/[0-9]*; do
        if [[ $dir/cwd -ef $RUN_DIR/cwd ]] ||
            [[ $dir/cwd -ef $RUN_DIR/postgres && $(<"$dir/comm") == postgres ]]; then
            printf '%s\n' "${dir#/proc/}"
        fi
    done
    service_pid postgres && printf '\n'
} 2>/dev/null

# Ends everything a killed keeper left behind. Of Postgres only the master is asked;
# the others follow it.
sweep() {
    local tries pid left postmaster
    for ((tries = 0; tries < 150; tries++)); do
        mapfile -t left < <(strays | sort -u)
        ((${#left[@]})) || return 0
        postmaster=$(service_pid postgres) || true
        for pid in "${left[@]}"; do
            if ((tries >= 100)); then
                kill -KILL "$pid"
            elif ((tries % 20)); then
                continue
            elif [[ $pid == "$postmaster" ]]; then
                kill -INT "$pid"
            elif [[ $(cat "/proc/$pid/comm") != postgres ]]; then
                kill -TERM "$pid"
            fi
        done 2>/dev/null || true
        nap 0.1
    done
    die "these processes don't end: ${left[*]}"
}
