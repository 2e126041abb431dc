# What docs/operations.md says, typed on the booted host as it stands there.
# shellcheck shell=bash disable=SC2154 # $work, $tree: package_test.sh

# block HEADING N: the Nth block of words to type below that heading.
block() {
    awk -v heading="$1" -v wanted="$2" '
        /^#/ { here = $0; sub(/^#+ /, "", here) }
        here == heading && /^    / { if (!inside) ++n; inside = 1; if (n == wanted) print substr($0, 5); next }
        { inside = 0 }' docs/operations.md | grep . || { echo "no block $2 below $1" >&2 && return 1; }
}

# The packages are there already, and the files were edited by other tests. Where lines begin with a prompt, the others
# are what was answered. $3: a change to the words, for sed.
typed() {
    block "$1" "$2" | sed -E "${3-}" | awk '
        /^(apt|editor) / { next }
        sub(/^\$ /, "") { prompted = prompted $0 "\n"; next }
        { plain = plain $0 "\n" }
        END { printf "%s", prompted ? prompted : plain }' >"$tree/root/typed"
    on bash -exo pipefail /root/typed
}

# A block that begins with the name of a file is its content.
filed() {
    local name
    name=$(block "$@" | sed -n '1s/^# //p')
    mkdir -p "$(dirname "$tree$name")"
    block "$@" | tail -n +2 >"$tree$name"
}

# Who signed up in the quick start still signs in, as do tokens of before.
serves() {
    ask /login -d "$PERSON" | grep -q access_token
    [[ $(ask /me -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $(access_token)") == 200 ]]
}

access_token() {
    sed 's/.*"access_token":"\([^"]*\)".*/\1/' "$work/login"
}

running() {
    on systemctl list-units --no-legend --state=active 'latchkey@*.service' | wc -l
}

one_more_and_one_less() {
    typed 'The units' 1
    [[ $(running) == 2 ]]
    on systemctl is-active latchkey@3.service
    on systemctl disable --now latchkey@3.service
    on systemctl unmask latchkey@2.service
    on systemctl start latchkey@2.service
    serves
}

key_from_the_credential_store() {
    typed 'The units' 2
    ask /login -d "$PERSON" | grep access_token
    [[ $(ask /me -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $(access_token)") == 401 ]]
    on rm /etc/credstore/latchkey.JWT_KEYS
    on systemctl restart 'latchkey@*.service' latchkey-mailer.service
    serves
}

keys_change() {
    local before after
    before=$(on latchkey key list)
    typed 'The signing key' 1
    serves
    on latchkey key rotate --jwt retire --yes
    on systemctl reload 'latchkey@*.service' latchkey-mailer.service
    ask /login -d "$PERSON" >"$work/login"
    typed 'The sealing key' 1
    after=$(on latchkey key list)
    [[ $(wc -l <<<"$after") == $(wc -l <<<"$before") && $after != "$before" ]]
    serves
}

tidied_and_asked() {
    typed Cleanup 1
    typed Audit 1 | grep login
    typed 'What waits' 1 "s/[0-9a-f-]{36}/$(on latchkey mail queue | sed 's/\t.*//; q')/" | grep '^1 letter'
    typed Bans 1 | grep 203.0.113.7
}

upgrade() {
    typed Upgrade 1
    typed Upgrade 2
    serves
}

back_from_a_backup() {
    typed Backup 1
    on systemctl stop latchkey.target 'latchkey@*.service' latchkey-mailer.service
    on runuser -u postgres -- dropdb latchkey
    on sed -i 's/^LATCHKEY_JWT_KEYS=.*/LATCHKEY_JWT_KEYS=/' "$ENV_FILE"
    typed Backup 2
    on rm /var/lib/postgresql/latchkey.dump /root/latchkey-keys.tar.gz
    serves
}

two_roles() {
    typed 'Two roles in the database' 1
    typed 'Two roles in the database' 2
    serves
    [[ $(on runuser -u latchkey -- psql -Atc 'SELECT password_hash FROM account' latchkey 2>&1) == *'permission denied'* ]]
    on latchkey doctor | grep 'role latchkey has rights'
}

# Lines of the units reach rsyslog by way of the journal. What it writes is what was logged, also behind a rotation.
plain_files() {
    local log=$tree/var/log/latchkey/worker.log
    filed Logs 2
    filed Logs 3
    on systemctl restart rsyslog
    ask /login -d '{"email":"you@example.com","password":"wrong"}'
    eventually 10 grep -qs -- sign_in_refused "$log"
    on logrotate -f /etc/logrotate.d/latchkey
    grep sign_in_refused "$log.1"
    [[ ! -s $log ]]
    ask /login -d '{"email":"you@example.com","password":"wrong"}'
    eventually 10 grep -qs -- sign_in_refused "$log"
    [[ $(head -c 1 "$log") == '{' ]]
    on bash -c 'printf "{\"long\":\"%04000d\"}\n" 1 | logger --size 8KiB -t latchkey-worker'
    eventually 10 grep -qs -- '1"}' "$log"
    node -e 'require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").forEach(line => JSON.parse(line))' "$log"
    [[ $(stat -c %a "$log") == 640 ]]
    rm -r "${log%/*}" "$tree/etc/rsyslog.d/30-latchkey.conf" "$tree/etc/logrotate.d/latchkey"
}
