# shellcheck shell=bash
# shellcheck disable=SC2034 # the other parts use these variables
# A Postgres cluster of our own: reached only through a Unix socket, as lean as a
# sandbox may be, but with fsync, because the tests kill it.

# Shared memory is kept in files of the cluster: a Postgres that is killed, and whose
# directory is then removed, would leave it in /dev/shm for ever.
readonly SHARED_MEMORY=dynamic_shared_memory_type=mmap
readonly LEAN=(
    "$SHARED_MEMORY"
    listen_addresses= max_connections=100 shared_buffers=16MB work_mem=2MB
    maintenance_work_mem=16MB wal_buffers=1MB temp_buffers=1MB huge_pages=off jit=off
    max_worker_processes=2 max_parallel_workers=0 max_parallel_workers_per_gather=0
    max_logical_replication_workers=0 wal_level=minimal max_wal_senders=0
    max_replication_slots=0 autovacuum_max_workers=1 max_wal_size=512MB timezone=UTC
    log_timezone=UTC log_min_messages=warning
)

# The newest Postgres, or the one that made the cluster.
find_postgres() {
    local version='*'
    if [[ -f ${1-}/PG_VERSION ]]; then read -r version <"$1/PG_VERSION"; fi
    # shellcheck disable=SC2086 # the star is wanted
    PG_BIN=$(printf '%s\n' /usr/lib/postgresql/$version/bin | sort -V | tail -n 1)
    if [[ ! -x $PG_BIN/initdb && $version == '*' ]] && command -v initdb >/dev/null; then
        PG_BIN=$(dirname -- "$(command -v initdb)")
    fi
    [[ -x $PG_BIN/initdb ]] || die "no Postgres (version $version) in /usr/lib/postgresql: sandbox.sh deps"
}

# Postgres refuses root. The kernel forgets the death signal when the user
# changes, so it is set here once more.
as_postgres() {
    AS_POSTGRES=()
    ((EUID == 0)) || return 0
    id postgres >/dev/null 2>&1 || die "there is no user postgres: sandbox.sh deps"
    AS_POSTGRES=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT --)
}

postgres_user() { if ((EUID == 0)); then printf postgres; else id -un; fi; }
postgres_enters() { ((EUID != 0)) || "${AS_POSTGRES[@]}" test -x "$1"; }

# Decides where the cluster is: $RUN_DIR/postgres. Below a directory the user postgres
# can't enter, that is a link to a directory in /var/tmp whose name comes from
# $RUN_DIR's. The link is made last, so without it the directory is a leftover.
place_cluster() {
    local sum owner
    CLUSTER=$RUN_DIR/postgres
    if [[ -e $CLUSTER ]]; then
        owner=$(stat -L -c %U -- "$CLUSTER")
        [[ $owner == "$(postgres_user)" ]] || die "$CLUSTER belongs to $owner: let that user start it, or remove it"
    fi
    ((EUID == 0)) || return 0
    if postgres_enters "$RUN_DIR" && [[ ! -L $CLUSTER ]]; then return; fi
    if [[ ! -L $CLUSTER && -e $CLUSTER ]]; then
        die "the user postgres can't enter $RUN_DIR any more: open the directories above it, or remove $CLUSTER"
    fi
    sum=$(printf '%s' "$RUN_DIR" | sha256sum)
    local home=/var/tmp/latchkey-${sum:0:24}
    if [[ $(readlink -- "$CLUSTER") != "$home/postgres" ||
        $(stat -c %U:%a:%F -- "$home" 2>/dev/null) != "postgres:700:directory" ]]; then
        rm -rf -- "$CLUSTER" "$home"
        mkdir -m 700 -- "$home"
        chown postgres: -- "$home"
    fi
    CLUSTER=$home/postgres
}

# Makes the cluster, with role and database, beside its place and renames it at the
# end: what has the right name is complete.
make_cluster() {
    local new=$CLUSTER.new password
    if [[ -f $CLUSTER/PG_VERSION ]]; then return; fi
    say "Making a Postgres cluster in $CLUSTER"
    rm -rf -- "$new" "$CLUSTER"
    mkdir -m 700 -- "$new"
    if ((EUID == 0)); then chown postgres: -- "$new"; fi
    step "$new" "${AS_POSTGRES[@]}" "$PG_BIN/initdb" -D "$new" --username=postgres --encoding=UTF8 \
        --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256 >>"$RUN_DIR/log/postgres.log" 2>&1 ||
        die "initdb failed: $(tail -n 5 -- "$RUN_DIR/log/postgres.log")"
    password=$(postgres_password)
    step "$new" "${AS_POSTGRES[@]}" "$PG_BIN/postgres" --single -D "$new" \
        -c exit_on_error=on -c "$SHARED_MEMORY" postgres \
        <<<"CREATE ROLE latchkey LOGIN PASSWORD '$password'
CREATE DATABASE latchkey OWNER latchkey" >>"$RUN_DIR/log/postgres.log" 2>&1 ||
        die "Postgres didn't start: $(tail -n 5 -- "$RUN_DIR/log/postgres.log")"
    sync -f -- "$new"
    mv -T -- "$new" "$CLUSTER"
    if [[ $CLUSTER != "$RUN_DIR/postgres" ]]; then ln -sT -- "$CLUSTER" "$RUN_DIR/postgres"; fi
}

postgres_password() { secret POSTGRES_PASSWORD openssl rand -hex 24; }
owner_password() { secret OWNER_PASSWORD openssl rand -hex 24; }

# The superuser comes in only as the system user the cluster runs as, or as root.
write_access_rules() {
    local owner
    owner=$(stat -c %U -- "$1")
    printf '%s\n' 'local all      postgres peer map=sandbox' \
        'local all      latchkey,latchkey_owner scram-sha-256' >"$1/pg_hba.conf"
    printf 'sandbox %s postgres\nsandbox root postgres\n' "$owner" >"$1/pg_ident.conf"
}

start_postgres() {
    local options=() option
    for option in "${LEAN[@]}"; do options+=(-c "$option"); done
    forget_strange_postmaster
    spawn postgres "$CLUSTER" "${AS_POSTGRES[@]}" "$PG_BIN/postgres" -D "$CLUSTER" "${options[@]}" \
        -c "unix_socket_directories=$SOCKETS/postgres"
}

# A pid file that outlived a reboot or a container may name any process; Postgres
# would take one of its own user for a running master.
forget_strange_postmaster() {
    local pid=
    { read -r pid <"$CLUSTER/postmaster.pid"; } 2>/dev/null || return 0
    if [[ -e /proc/$pid && $(cat "/proc/$pid/comm" 2>/dev/null) != postgres ]]; then
        rm -f -- "$CLUSTER/postmaster.pid"
    fi
}

# Standard input into a database.
as_superuser() {
    env -i PGCONNECT_TIMEOUT=3 "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$SOCKETS/postgres" -p 5432 \
        -U postgres -d "$1" >/dev/null 2>&1
}

postgres_answers() { as_superuser postgres <<<'SELECT'; }

# Fails until Postgres answers. The roles get their passwords at every start, so that a
# removed $RUN_DIR/secrets harms nobody. What has been migrated since is split too.
split_roles() {
    as_superuser latchkey <"$CHECKOUT/sql/roles.sql" &&
        as_superuser postgres <<<"ALTER ROLE latchkey PASSWORD '$(postgres_password)';
            ALTER ROLE latchkey_owner PASSWORD '$(owner_password)'"
}
