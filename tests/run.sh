#!/bin/bash
# Runs all tests: the unit tests on a private Postgres, the end-to-end tests, the tests that are scripts. Builds
# nothing. Ends with one line `N passed, N failed`; exit status 1 when something failed or nothing ran.
#
#   tests/run.sh [--sanitized]
#
# BUILD_DIR (build): where the programs are. --sanitized: they were built with AddressSanitizer and UBSan, whose
# reports end the program that causes them; one from inside a sandbox fails the end-to-end tests.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

readonly PATIENCE=900 # seconds for one program
unset "${!LATCHKEY_@}" "${!PG@}"
export LC_ALL=C.UTF-8 BUILD_DIR=${BUILD_DIR:-build}
passed=0 failed=0
running='' cluster='' work='' failures=()

main() {
    case ${1-}:$# in
        :0) ;;
        --sanitized:1) sanitized ;;
        *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2 && exit 2 ;;
    esac
    trap end EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d /var/tmp/lk-run.XXXXXX)
    start_postgres
    export EXCHANGES=$work/exchanges   # noted by the end-to-end tests, judged by tests/openapi
    cpputest "$BUILD_DIR/unit-tests"
    cpputest "$BUILD_DIR/end-to-end-tests"
    local script
    while read -r script; do
        shell_test "$script"
    done < <(find tests -path tests/check -prune -o -name '*_test.sh' -print | sort)
    tell
}

sanitized() {
    local name
    for name in unit-tests end-to-end-tests latchkey-worker latchkey-mailer latchkey; do
        grep -qs __asan_init "$BUILD_DIR/$name" ||
            { echo "run.sh: $BUILD_DIR/$name is not built with AddressSanitizer" >&2 && exit 1; }
    done
    export ASAN_OPTIONS=halt_on_error=1:detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
}

# A cluster nobody else can get at: its socket stands in a directory that only its user may enter. It ends with us,
# even when we are killed.
start_postgres() {
    local bin as=(setpriv --pdeathsig INT --) tries
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    [[ -x $bin/initdb ]] || { echo "run.sh: no Postgres in /usr/lib/postgresql" >&2 && exit 1; }
    cluster=$(mktemp -d /var/tmp/lk-cluster.XXXXXX)
    if ((EUID == 0)); then
        chown postgres: -- "$cluster"
        as=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT --)
    fi
    cd -- "$cluster"
    "${as[@]}" "$bin/initdb" -D "$cluster/data" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --auth=trust \
        --no-sync >"$work/postgres" 2>&1 || { cat "$work/postgres" >&2 && exit 1; }
    "${as[@]}" "$bin/postgres" -D "$cluster/data" -c listen_addresses='' -c unix_socket_directories="$cluster" \
        -c fsync=off -c full_page_writes=off -c max_connections=200 -c jit=off >>"$work/postgres" 2>&1 &
    postgres=$!
    cd -- "$OLDPWD"
    for ((tries = 0; tries < 300; ++tries)); do
        if "$bin/pg_isready" -q -h "$cluster" -U postgres; then
            export LATCHKEY_TEST_DATABASE="postgresql://postgres@/postgres?host=${cluster//\//%2F}"
            return
        fi
        kill -0 "$postgres" 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/postgres" >&2
    exit 1
}

# The program writes into a pipe that is read here, so that a signal reaches us at once. One that outlives its patience
# is told to end, which for the end-to-end tests takes a while.
cpputest() {
    local program=$1 line='' result='' test='' dots=0 status=0
    echo "== $program"
    rm -f -- "$work/pipe"
    mkfifo -- "$work/pipe"
    env --default-signal timeout -k 120 "$PATIENCE" "$program" -v >"$work/pipe" 2>&1 &
    running=$!
    while IFS= read -r line || [[ -n $line ]]; do
        show
    done <"$work/pipe"
    wait "$running" || status=$?
    running=
    ((dots == 0)) || echo
    count "$program" "$status"
}

# One line of CppUTest's verbose output: a test that went well is a dot, everything else is told as it is.
show() {
    case $line in
        'TEST('*') - '*' ms')
            test=
            printf .
            ((++dots % 100)) || echo
            return
            ;;
        ' - '*' ms')
            test=
            return
            ;;
        'TEST('*) test=$line ;;
        'OK ('* | 'Errors ('*) result=$line ;;
        *': error: Failure in '*) failures+=("${line#*: error: Failure in }") ;;
    esac
    if ((dots % 100)); then echo; fi
    dots=0
    printf '%s\n' "$line"
}

count() {
    local ran=0 bad=0
    if [[ $result =~ ([0-9]+)\ failures, ]]; then bad=${BASH_REMATCH[1]}; fi
    if [[ $result =~ ([0-9]+)\ ran, ]]; then ran=${BASH_REMATCH[1]}; fi
    if [[ -z $result ]]; then
        broken "$1 ended with $2${test:+ in $test} and told no result"
    elif ((ran == 0)); then
        broken "$1 ran no test"
    elif (($2 != 0 && bad == 0)); then
        broken "$1 ended with $2"
    fi
    failed=$((failed + bad))
    passed=$((passed + (ran > bad ? ran - bad : 0)))
}

broken() {
    echo "run.sh: $1" >&2
    failures+=("$1")
    failed=$((failed + 1))
}

# A script tells TAP, or a line `N passed, N failed`, or nothing: then it is one test, and its exit status tells.
shell_test() {
    local script=$1 shell=() status=0 good bad
    echo "== $script"
    read -ra shell < <(sed -n '1s/^#!//p' "$script")   # whether it may be executed or not
    env --default-signal timeout -k 10 "$PATIENCE" "${shell[@]}" "$script" </dev/null >"$work/out" 2>&1 &
    running=$!
    wait "$running" || status=$?
    running=
    cat -- "$work/out"
    read -r good bad < <(awk '
        /^ok( |$)/ { ++ok } /^not ok( |$)/ { ++not_ok }
        /^[0-9]+ passed, [0-9]+ failed$/ { good = $1; bad = $3; told = 1 }
        END { print told ? good " " bad : ok + 0 " " not_ok + 0 }' "$work/out")
    if ((good + bad == 0 && status == 0)); then good=1; fi
    passed=$((passed + good))
    failed=$((failed + bad))
    if ((bad > 0)); then failures+=("$script"); fi
    if ((status != 0 && bad == 0)); then broken "$script ended with $status"; fi
}

tell() {
    if ((${#failures[@]})); then printf 'failed: %s\n' "${failures[@]}"; fi
    if ((passed + failed == 0)); then failed=1; fi
    echo "$passed passed, $failed failed"
    ((failed == 0)) || exit 1
}

end() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [[ -n $running ]]; then
        kill -TERM "$running" 2>/dev/null || true
        wait "$running" || true
    fi
    if [[ -n ${postgres-} ]]; then
        kill -QUIT "$postgres" 2>/dev/null || true
        wait "$postgres" || true
    fi
    rm -rf -- ${cluster:+"$cluster"} ${work:+"$work"}
    exit "$status"
} 2>/dev/null

main "$@"
