# shellcheck shell=bash
# shellcheck disable=SC2034 # the other parts use these variables
# Where things are, and the env file all programs get.

say() { printf '%s\n' "$*"; }
die() {
    printf 'sandbox: %s\n' "$*" >&2
    exit 1
}

settings() {
    RUN_DIR=$(realpath -m -- "${RUN_DIR:-$CHECKOUT/.run}")
    BUILD_DIR=$(realpath -m -- "${BUILD_DIR:-$CHECKOUT/build}")
    PORT=${PORT:-8080}
    WORKERS=${WORKERS:-2}
    # nginx would take these as a pattern or a quote.
    if [[ $RUN_DIR == *[$'\n"\\*?[']* ]]; then
        die "RUN_DIR must not contain a line break or any of \" \\ * ? ["
    fi
    if [[ ! $PORT =~ ^[1-9][0-9]{0,4}$ ]] || ((PORT > 65534)); then
        die "PORT must be a number from 1 to 65534, not '$PORT'"
    fi
    [[ $WORKERS =~ ^[1-9][0-9]{0,2}$ ]] || die "WORKERS must be a number from 1 to 999, not '$WORKERS'"
    PORT2=$((PORT + 1))
    URL=http://127.0.0.1:$PORT
}

make_directories() {
    local name
    (umask 022 && mkdir -p -- "${RUN_DIR%/*}/")
    for name in cwd lanes log mail/cur mail/new mail/tmp nginx pids snippets words; do
        mkdir -p -- "$RUN_DIR/$name"
    done
    # Postgres, as another user, has to get to its own directory in here.
    if ((EUID == 0)); then chmod 711 -- "$RUN_DIR"; fi
}

# One generation of old logs is kept.
rotate_logs() {
    local name
    for name in postgres worker mailer mirror nginx-error nginx-access; do
        if [[ -s $RUN_DIR/log/$name.log ]]; then
            mv -f -- "$RUN_DIR/log/$name.log" "$RUN_DIR/log/$name.log.1"
        fi
    done
}

# The paths of Unix sockets must stay below 100 bytes and go into many files
# unquoted. Where $RUN_DIR doesn't allow that (or Postgres can't enter it),
# "sockets" is a link to a directory in /tmp that lives as long as the sandbox.
make_sockets_directory() {
    remove_sockets_directory
    if ((${#RUN_DIR} <= 65)) && [[ ! $RUN_DIR =~ [^A-Za-z0-9/._-] ]] && postgres_enters "$RUN_DIR"; then
        SOCKETS=$RUN_DIR/sockets
        mkdir -- "$SOCKETS"
    else
        SOCKETS=$(mktemp -d /tmp/latchkey.XXXXXX)
        ln -s -- "$SOCKETS" "$RUN_DIR/sockets"
    fi
    mkdir -- "$SOCKETS/postgres"
    if ((EUID == 0)); then
        chmod 711 -- "$SOCKETS"
        chown postgres: -- "$SOCKETS/postgres"
    fi
}

remove_sockets_directory() {
    local target
    if [[ -L $RUN_DIR/sockets ]]; then
        target=$(readlink -- "$RUN_DIR/sockets")
        if [[ $target =~ ^/tmp/latchkey\.[A-Za-z0-9]{6}$ && ! -L $target && -O $target ]]; then
            rm -rf -- "$target"
        fi
    fi
    rm -rf -- "$RUN_DIR/sockets"
}

# Prints a secret that stays the same while $RUN_DIR lives; the rest of the
# arguments is the command that makes it the first time.
secret() {
    local name=$1 value
    value=$(sed -n "s/^$name=//p" "$RUN_DIR/secrets" 2>/dev/null) || true
    if [[ -z $value ]]; then
        value=$("${@:2}")
        printf '%s=%s\n' "$name" "$value" >>"$RUN_DIR/secrets"
    fi
    printf '%s' "$value"
}

# Prints one line of the env file.
setting() {
    local value=$2 plain="^[^[:space:]\"'#\\\\]*\$"
    [[ $value != *$'\n'* ]] || die "$1: a line break can't go into an env file"
    if [[ $value =~ $plain ]]; then
        printf '%s=%s\n' "$1" "$value"
    else
        value=${value//\\/\\\\}
        printf '%s="%s"\n' "$1" "${value//\"/\\\"}"
    fi
}

# Prints the env file: what the sandbox needs, then what the caller's environment
# says. A key of the caller's, also as <KEY>_FILE, takes the place of ours.
env_lines() {
    local key password jwt seal kyc place=${SOCKETS//\//%2F}%2Fpostgres
    password=$(postgres_password)
    jwt=$(secret JWT_KEY openssl rand -base64 32)
    seal=$(secret SEAL_KEY openssl rand -base64 32)
    kyc=$(secret KYC_SECRET openssl rand -hex 32)
    local ours=(
        LATCHKEY_DATABASE "postgresql://latchkey:$password@/latchkey?host=$place"
        LATCHKEY_JWT_KEYS "k1:$jwt"
        LATCHKEY_SEAL_KEYS "s1:$seal"
        LATCHKEY_KYC_SECRET "$kyc"
        LATCHKEY_PUBLIC_URL "$URL"
        LATCHKEY_FRONTEND_URL "$URL"
        LATCHKEY_MAIL "maildir:$RUN_DIR/mail"
        LATCHKEY_MAIL_FROM "Latchkey <latchkey@localhost>"
        LATCHKEY_MAIL_WORDS_DIR "$RUN_DIR/words"
        LATCHKEY_COOKIE_SECURE off
        LATCHKEY_HASH_LANES_DIR "$RUN_DIR/lanes"
        LATCHKEY_METRICS_DIR "$RUN_DIR/metrics"
    )
    if [[ -z ${LATCHKEY_DATABASE+x}${LATCHKEY_DATABASE_FILE+x} ]]; then
        ours+=(LATCHKEY_MIGRATE_DATABASE "postgresql://latchkey_owner:$(owner_password)@/latchkey?host=$place")
    fi
    set -- "${ours[@]}"
    printf '# Written by the sandbox at every start: changes here get lost.\n'
    while (($#)); do
        local file=${1}_FILE
        if [[ -z ${!1+x} && -z ${!file+x} ]]; then setting "$1" "$2"; fi
        shift 2
    done
    for key in $(compgen -e LATCHKEY_); do
        case $key in
            LATCHKEY_ENV_FILE | LATCHKEY_TEST_*) ;;
            *) setting "$key" "${!key}" ;;
        esac
    done
}

write_env_file() {
    env_lines >"$RUN_DIR/env.new"
    mv -f -- "$RUN_DIR/env.new" "$RUN_DIR/env"
}
