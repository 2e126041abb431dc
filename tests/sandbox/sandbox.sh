#!/bin/bash
# The sandbox: Postgres, workers, mailer and nginx of our own, for trying Latchkey
# and for the tests. Nothing outside $RUN_DIR is changed (but see place_cluster).
#
#   sandbox.sh deps [PACKAGE...]   install what is missing (Debian, as root)
#   sandbox.sh run                 in the foreground until Ctrl-C
#   sandbox.sh up | down           in the background
#   sandbox.sh SERVICE stop|start|restart
#                                  one of postgres, workers, mailer, mirror, nginx, while it is up
#
# Variables: RUN_DIR (.run), PORT (8080; PORT+1 is taken too), BUILD_DIR (build),
# WORKERS (2), and every LATCHKEY_* key, which goes into $RUN_DIR/env.
set -euo pipefail
# Without a trap, bash forgets a Ctrl-C while a command it waits for goes on.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

SANDBOX_DIR=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
CHECKOUT=$(cd -- "$SANDBOX_DIR/../.." && pwd -P)
SANDBOX=$SANDBOX_DIR/sandbox.sh
readonly SANDBOX_DIR CHECKOUT SANDBOX
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C.UTF-8
# Passwords and keys lie below $RUN_DIR.
umask 077

# shellcheck source-path=SCRIPTDIR
{
    source "$SANDBOX_DIR/deps.sh"
    source "$SANDBOX_DIR/settings.sh"
    source "$SANDBOX_DIR/processes.sh"
    source "$SANDBOX_DIR/postgres.sh"
    source "$SANDBOX_DIR/nginx.sh"
    source "$SANDBOX_DIR/keeper.sh"
    source "$SANDBOX_DIR/background.sh"
}

usage() {
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$SANDBOX" >&2
    exit 2
}

main() {
    case ${1-}:$# in
        deps:*) install_missing "${@:2}" ;;
        run:1 | up:1 | down:1 | keep:1)
            settings
            case $1 in
                run) run ;;
                up) up ;;
                down) down ;;
                keep) keep ;; # what "up" starts; not for people
            esac
            ;;
        postgres:2 | workers:2 | mailer:2 | mirror:2 | nginx:2)
            settings
            control_service "$1" "$2"
            ;;
        *) usage ;;
    esac
}

main "$@"
