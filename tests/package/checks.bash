# What is asked of the package. Each function fails where the package does; it says why.
# shellcheck shell=bash disable=SC2154,SC2016 # $work, $tree, $changes: package_test.sh; $ in what nginx and others read

built_once() {
    refused grep '^CXX' "$work/build.log"
}

lintian_is_silent() {
    local said
    said=$(lintian --allow-root "$changes" 2>&1)
    echo "$said"
    [[ -z $said ]]
}

user_is_made() {
    within getent passwd latchkey | grep ':Latchkey:/var/lib/latchkey:/usr/sbin/nologin$'
}

env_file_is_made() {
    local key
    [[ $(within stat -c '%a %U %G' "$ENV_FILE") == '640 root latchkey' ]]
    for key in JWT SEAL; do
        grep -E "^LATCHKEY_${key}_KEYS=[^:]+:[A-Za-z0-9+/]{43}=\$" "$tree$ENV_FILE"
    done
    [[ $(sed -n 's/^LATCHKEY_[A-Z]*_KEYS=//p' "$tree$ENV_FILE" | sort -u | wc -l) == 2 ]]
    [[ $(within dpkg-query -W -f '${Conffiles}' latchkey) != *"$ENV_FILE"* ]]
}

env_file_is_good() {
    within latchkey config check
}

starts_nothing() {
    grep -F 'latchkey migrate' "$work/install.log"
    [[ -z $(find "$tree/etc/systemd/system" -name '*latchkey*') ]]
}

pages_and_words() {
    local page
    for page in latchkey latchkey.env latchkey-worker latchkey-mailer; do
        [[ $(within man -w "$page") == /usr/share/man/* ]]
    done
    within bash -ec 'source /usr/share/bash-completion/completions/latchkey
        COMP_WORDS=(latchkey --json config ex) COMP_CWORD=3 && _latchkey && [[ ${COMPREPLY[*]} == example ]]
        COMP_WORDS=(latchkey user revoke a@b.c --) COMP_CWORD=4 && _latchkey && [[ ${COMPREPLY[*]} == --role ]]
        COMP_WORDS=(latchkey mig) COMP_CWORD=1 && _latchkey && [[ ${COMPREPLY[*]} == migrate ]]'
}

# As far as the example goes for a host without a name and a certificate.
example_site_serves_pages() {
    local name=auth.example.com ask
    ask=(curl -sSk --resolve "$name:443:127.0.0.1")
    mkdir -p "$tree/etc/nginx/tls" "$tree/etc/latchkey/pages"
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj "/CN=$name" \
        -keyout "$tree/etc/nginx/tls/$name.key" -out "$tree/etc/nginx/tls/$name.pem"
    sed '/\[::\]/d' "$tree/usr/share/doc/latchkey/examples/latchkey-site.conf" >"$tree/etc/nginx/sites-available/latchkey"
    on nginx -t
    on systemctl restart nginx
    on "${ask[@]}" "https://$name/sign-in" | cmp - nginx/pages/sign-in.html
    on "${ask[@]}" "https://$name/pages/js/sign-in.js" | cmp - nginx/pages/js/sign-in.js
    on "${ask[@]}" "https://$name/api/auth/config" | grep registration
    echo ours >"$tree/etc/latchkey/pages/site.js"
    [[ $(on "${ask[@]}" "https://$name/pages/site.js") == ours ]]
    rm -r "$tree/etc/latchkey/pages" "$tree"/var/log/nginx/latchkey-*.log
}

keeps_env_file() {
    local before
    sed -i 's|^LATCHKEY_PUBLIC_URL=.*|LATCHKEY_PUBLIC_URL=http://127.0.0.1|; s|^LATCHKEY_MAIL=.*|LATCHKEY_MAIL=maildir:/var/lib/latchkey/mail|
        s|^LATCHKEY_MAIL_FROM=.*|LATCHKEY_MAIL_FROM=latchkey@example.com|' "$tree$ENV_FILE"
    before=$(cat "$tree$ENV_FILE")
    within dpkg -i "$PACKAGE" | tee "$work/again.log"
    [[ $(cat "$tree$ENV_FILE") == "$before" ]]
    grep -F "systemctl restart 'latchkey@*.service' latchkey-mailer.service" "$work/again.log"
}

# --- on the booted host ------------------------------------------------------------------------------------------

readonly MOUNT=http://127.0.0.1/api/auth PERSON='{"email":"you@example.com","password":"correct horse battery"}'

ask() {
    on curl -sS "$MOUNT$1" -H 'Content-Type: application/json' "${@:2}"
}

serve_by_nginx() {
    {
        echo 'upstream latchkey { server unix:/run/latchkey/worker.sock; }'
        echo 'server { listen 127.0.0.1:80 default_server; underscores_in_headers off; location ~ ^/api/auth(?:/|\z) {'
        echo 'fastcgi_param LATCHKEY_CONTRACT "shipfastai latchkey"; fastcgi_split_path_info (?s)^(/api/auth)(.*)\z;'
        echo 'include snippets/latchkey-location.conf; } include snippets/latchkey-down.conf; }'
    } >"$tree/etc/nginx/sites-available/latchkey"
    ln -sf ../sites-available/latchkey "$tree/etc/nginx/sites-enabled/default"
    on nginx -t
    on systemctl restart nginx
}

quick_start() {
    on bash -c 'pg_lsclusters -h | grep -q . || pg_createcluster 15 main; systemctl start postgresql@15-main'
    on runuser -u postgres -- createuser latchkey
    on runuser -u postgres -- createdb --owner latchkey latchkey
    on latchkey migrate
    on systemctl enable --now latchkey.target
    serve_by_nginx
    for unit in latchkey@1 latchkey@2 latchkey-mailer latchkey.socket latchkey-cleanup.timer; do
        until_active "$unit"
    done
    [[ $(on stat -c '%a %U %G' /run/latchkey/worker.sock) == '660 root www-data' ]]
    ask /register -d "$PERSON"
    ask /login -d "$PERSON" | tee "$work/login" | grep access_token
    eventually 10 on grep -qr 'To: .*you@example.com' /var/lib/latchkey/mail/new
}

until_active() {
    eventually 10 on systemctl is-active --quiet "$1" || { on journalctl --no-pager -n 20 -u "$1" && return 1; }
}

# What the sandbox of a unit forbids would end it. Its nice value is the 19th field.
hashes_beside() {
    ask /login -d "$PERSON" | grep access_token
    refused on bash -c 'journalctl -o cat | grep hashing_process_gone'
    [[ $(on bash -c 'for it in /proc/[0-9]*; do [[ $(<"$it/comm") != latchkey-hashes ]] || cut -d " " -f 19 "$it/stat"; done') == $'10\n10' ]]
}

# A database that does not exist: only a worker that read the credential can stumble over it.
credential_counts() {
    local said
    on sh -c 'mkdir -p /etc/credstore && umask 077 && echo "postgresql:///elsewhere?host=/run/postgresql" >/etc/credstore/latchkey.DATABASE'
    said=$(on systemctl restart latchkey@1.service 2>&1 || on journalctl --no-pager -n 50)
    on rm /etc/credstore/latchkey.DATABASE
    on systemctl restart latchkey@1.service
    grep 'elsewhere.* does not exist' <<<"$said"
}

# Asks until enough was asked and the restarts are over. $1: its number.
visit() {
    local answers=$work/visitor$1
    : >"$answers"
    while [[ ! -e $work/enough ]]; do
        on curl -s -o /dev/null -w '%{http_code}\n' -H "Authorization: Bearer $token" "$MOUNT/me?[1-500]" >>"$answers"
    done
}

# Does it again and again, three times at least, until enough was asked; nobody may be failed by it. $1: what.
fails_nobody() {
    local token requests=${RESTART_REQUESTS:-20000} visitors=() times=0 sum
    token=$(sed 's/.*"access_token":"\([^"]*\)".*/\1/' "$work/login")
    rm -f -- "$work"/visitor? "$work/enough"
    trap 'touch "$work/enough"' EXIT # the visitors go, also where it fails
    for number in 1 2 3; do
        visit "$number" &
        visitors+=($!)
    done
    while ((times < 3)) || (($(cat "$work"/visitor? | wc -l) < requests)); do
        times=$((times + 1))
        "$1" "$times"
    done
    touch "$work/enough"
    wait "${visitors[@]}"
    sum=$(cat "$work"/visitor? | sort | uniq -c | xargs)
    echo "$1: $times times; answers: $sum"
    [[ $sum =~ ^[0-9]+\ 200$ ]]
}

# One after the other, then all at once.
restart() {
    on systemctl restart latchkey@1.service
    on systemctl restart latchkey@2.service
    on systemctl restart 'latchkey@*.service'
}

restarts_fail_nothing() {
    fails_nobody restart
}

configure() {
    on sed -i "/^LATCHKEY_$1=/d" "$ENV_FILE"
    echo "LATCHKEY_$1=$2" >>"$tree$ENV_FILE"
}

# Whether all workers do by now what the configuration says, ten answers on end.
registration_is() {
    local asked=0
    for _ in {1..200}; do
        if ask /config | grep -q "\"registration\":\"$1\""; then asked=$((asked + 1)); else asked=0; fi
        if ((asked == 10)); then return; fi
    done
    echo "registration is not $1" && return 1
}

reload_all() {
    on systemctl reload 'latchkey@*.service' latchkey-mailer.service && return
    on journalctl --no-pager -n 20 -u 'latchkey*'
    return 1
}

# $1: its number.
reload() {
    local value=closed
    if (($1 % 2)); then value=invite; fi
    configure REGISTRATION "$value"
    reload_all
    registration_is "$value"
}

main_pids() {
    on systemctl show --property MainPID --property NRestarts 'latchkey@*.service' latchkey-mailer.service
}

reloads_fail_nothing() {
    local before
    before=$(main_pids)
    fails_nobody reload
    [[ $(main_pids) == "$before" ]]
}

keeps_the_old_configuration() {
    local before
    configure REGISTRATION closed
    reload_all
    registration_is closed
    before=$(main_pids)
    configure REGISTRATION ajar
    for unit in latchkey@1 latchkey-mailer; do
        if on systemctl reload "$unit.service"; then return 1; fi
    done
    on journalctl --no-pager -n 50 -u latchkey@1 | grep -F "$ENV_FILE" | grep LATCHKEY_REGISTRATION
    registration_is closed
    [[ $(main_pids) == "$before" ]]
    configure REGISTRATION open
    reload_all
    registration_is open
}

cleans_up() {
    on systemctl list-timers --no-legend | grep latchkey-cleanup.timer
    on systemctl start latchkey-cleanup.service
}

# systemctl waits for the target only: what belongs to it may still be stopping then.
stops() {
    on systemctl disable --now latchkey.target
    eventually 10 nothing_runs || { on systemctl list-units --all --no-legend 'latchkey*' && return 1; }
}

nothing_runs() {
    [[ -z $(on systemctl list-units --no-legend --state=active,activating,deactivating 'latchkey*') ]]
}

# --- and away --------------------------------------------------------------------------------------------------

removed() {
    echo ours >"$tree/etc/latchkey/own.secret"
    within apt-get -q -y remove latchkey
    [[ -e $tree$ENV_FILE && ! -e $tree/usr/bin/latchkey && ! -e $tree/usr/libexec/latchkey ]]
}

# What the sysadmin put there stays.
purged() {
    local left
    rm -rf "$tree/var/lib/latchkey/mail"
    within apt-get -q -y purge latchkey
    left=$(cd "$tree" && find . -xdev -path ./proc -prune -o -name '*latchkey*' ! -path './root/*' ! -path './var/lib/nginx/*' \
        ! -path './etc/nginx/sites-*' ! -path './var/lib/apt/*' \
        ! -path './var/tmp/systemd-private-*' -print | sort | xargs)
    echo "left: $left"
    [[ $left == ./etc/latchkey && $(ls "$tree/etc/latchkey") == own.secret ]]
    refused within getent passwd latchkey
}
