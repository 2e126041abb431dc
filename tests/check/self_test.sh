#!/bin/bash
# Every rule lets a clean tree pass, and fails when one offence is planted in it, in a tree without files, and when
# there is nothing to check.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
source "$CHECK_DIR/specimen.bash"
export BUILD_DIR=build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/clean" "$work/tree" "$work/empty"
declare -A proven=()

run() {
    if [[ $1 == hardening ]]; then BUILD_DIR=hard bash "$CHECK_DIR/$1.sh" 2>&1; else bash "$CHECK_DIR/$1.sh" 2>&1; fi
}

complain() {
    echo "tests/check/$1.sh:1: ${*:2}"
}

accepts() {
    local told
    if ! told=$(cd "$work/clean" && run "$1"); then complain "$1" "refuses the clean tree: $told"; fi
}

# refuses RULE PLACE COMMAND...: COMMAND plants the offence, and the rule tells of PLACE.
refuses() {
    local told
    rm -rf "$work/tree"
    cp -a "$work/clean" "$work/tree"
    proven[$1]=1
    (cd "$work/tree" && "${@:3}")
    if told=$(cd "$work/tree" && run "$1"); then
        complain "$1" "passes over ${*:3}"
    elif ! grep -qF -- "$2" <<<"$told"; then
        complain "$1" "says \"$told\", nothing of $2, after ${*:3}"
    fi
}

# refuses_all RULE FILE LINE...: each line alone, added at the end of the file, is an offence there.
refuses_all() {
    local line
    for line in "${@:3}"; do
        refuses "$1" "$2:" add "$2" "$line"
    done
}

# accepts_all RULE FILE LINE...: and these are none.
accepts_all() {
    local told
    rm -rf "$work/tree"
    cp -a "$work/clean" "$work/tree"
    (cd "$work/tree" && add "$2" "${@:3}")
    if ! told=$(cd "$work/tree" && run "$1"); then complain "$1" "refuses what is allowed: $told"; fi
}

add() {
    mkdir -p "$(dirname "$1")"
    printf '%s\n' "${@:2}" >>"$1"
}

change() {
    sed -i -e "$2" "$1"
}

# How many lines `{ ... }` of a function has.
add_function() {
    { printf 'void f()\n{\n'; seq -f '    g(%g);' "$2"; echo '}'; } >>"$1"
}

architecture() {
    refuses_all includes fcgi/sys/clock.cpp '#include "handlers/answer.h"' '#include "fcgi/db/pool.cpp"' '#include <libpq-fe.h>' \
        '#include "clock.h"' '#include <unknown.h>'
    refuses_all includes fcgi/db/pool.cpp '#include "fcgi/http/exchange.cpp"' '#include <curl/curl.h>'
    refuses_all includes fcgi/worker.cpp '#include "handlers/context.h"' '#include <openssl/evp.h>'
    refuses_all includes handlers/tokens/a.cpp '#include "handlers/sessions/login.h"' '#include "fcgi/http/exchange.cpp"'
    refuses_all includes handlers/sessions/login.cpp '#include "handlers/answer.h"' '#include "handlers/contracts/web.cpp"'
    refuses includes handlers/contracts/web.cpp: eval 'touch handlers/sessions/a_store.h; add handlers/contracts/web.cpp "#include \"handlers/sessions/a_store.h\""'
    refuses_all includes handlers/unheard_of/a.h '#include <string>'
    accepts_all includes handlers/sessions/login.cpp '#include "fcgi/sys/config.h"' '#include <string>' '#include <sys/stat.h>' \
        '// #include "handlers/answer.h"'

    refuses_all libraries fcgi/sys/clock.cpp 'int x = PQstatus(c);' 'PGconn* c;' '#include <openssl/evp.h>' 'EVP_MD* x;' 'cJSON* x;' \
        'int x = curl_version();' 'FCGX_Request x;' '#include <libscrypt.h>'
    refuses_all libraries fcgi/worker.cpp 'int x = FCGX_Init();' 'cJSON* x;'
    refuses libraries fcgi/net/ change fcgi/net/mail.cpp '/curl/d'
    accepts_all libraries fcgi/sys/clock.cpp '// PQstatus' 'auto x = "EVP_MD";' 'int myPQ = 1;'

    refuses_all sql handlers/sessions/login.cpp 'auto x = "SELECT 1";' 'auto x = " WHERE id = $1";' 'auto x = "BEGIN";'
    refuses_all sql fcgi/db/pool.cpp 'auto x = "UPDATE account SET x = 1";'
    refuses_all sql handlers/sessions/session_store.cpp 'auto x = "SELECT 1 WHERE id = " + id;' 'auto x = std::string{"SELECT 1"};' \
        'x += "DELETE FROM session";' 'auto x = head + "SELECT 1";' $'auto x = "SELECT 1 "\n    +\n id;' 'lease->script(text);'
    refuses_all sql handlers/sessions/login.cpp '#include "handlers/accounts/account_row.h"'
    refuses sql _store.cpp: rm handlers/sessions/session_store.cpp
    accepts_all sql handlers/sessions/session_store.cpp 'auto x = "SELECT " COLUMNS " FROM a";' 'auto x = "{" + list;'
    accepts_all sql fcgi/db/pool.cpp 'query("BEGIN");'

    refuses_all handles fcgi/db/pool.cpp $'void f()\n{\n    PQclear(x);\n}' $'    PQfinish(x);' '    delete x;'
    refuses_all handles fcgi/http/exchange.cpp '    cJSON_Delete(tree);' '    free(text);'
    refuses_all handles fcgi/crypto/digest.cpp '    EVP_MD_CTX_free(x);'
    refuses_all handles fcgi/net/mail.cpp '    curl_easy_cleanup(x);' $'#include <unistd.h>\n    ::close(x);' \
        $'#include <unistd.h>\n    close(x);'
    refuses handles fcgi:0: sed -i 's/cJSON_Delete//; s/PQclear//' fcgi/http/exchange.cpp fcgi/db/pool.cpp
    accepts_all handles fcgi/db/pool.cpp $'X::~X()\n{\n    PQfinish(x);\n}' '#include <unistd.h>' 'sessions::close(x);' 'X(X&) = delete;'
}

bans() {
    refuses_all bans handlers/sessions/login.cpp 'strtok(x, y);' 'std::regex x;' 'std::strcmp(a, b);' 'memcmp(a, b, 3);' 'time(nullptr);' \
        'auto x = std::time(nullptr);' 'setenv("A", "B", 1);' 'putenv(x);' 'system(x);' 'popen(x, "r");' 'thread.detach();' \
        'sprintf(x, y);' 'std::mt19937 x;' '// TO''DO later' '// FIX''ME' '// X''XX' 'auto x = std::chrono::system_clock::now();'
    refuses_all bans fcgi/db/pool.cpp 'PQexec(c, x);' 'PQescapeLiteral(c, x, 3);' $'try {\n    f();\n} catch (...) {\n    return true;\n}'
    refuses_all bans fcgi/http/exchange.cpp 'cJSON_GetObjectItem(a, b);' 'FCGX_GetParam(a, b);'
    refuses_all bans fcgi/crypto/digest.cpp 'libscrypt_check(a, b);' 'memcmp(a, b, 3);' 'std::strcmp(a, b);'
    accepts_all bans fcgi/db/pool.cpp 'CRYPTO_memcmp(a, b, 3);' 'end_time(x);' 'file_system(x);' '// strtok(x)' \
        $'try {\n    f();\n} catch (...) {\n    undo();\n    throw;\n}' 'mkdtemp("/tmp/XXXXXX");' 'cJSON_GetObjectItemCaseSensitive(a, b);'
}

shape() {
    refuses sizes fcgi/net/mail.cpp: add_function fcgi/net/mail.cpp 41
    refuses sizes fcgi/net/mail.cpp:301: eval 'seq -f "// line %g" 301 >fcgi/net/mail.cpp'
    refuses_all sizes fcgi/net/mail.cpp "// $(printf '%0108d' 0)" 'void f(int a, int b, int c, int d, int e, int f);' \
        $'void f(int a, int b, int c,\n    int d, std::map<int, int> e, int f)\n{\n}'
    refuses sizes tests/check/sizes.exceptions:1: add tests/check/sizes.exceptions 'fcgi/net/mail.cpp:it is short, though'
    refuses sizes tests/check/sizes.exceptions:1: add tests/check/sizes.exceptions fcgi/net/mail.cpp:
    accepts_all sizes fcgi/net/mail.cpp "// $(printf '%0107d' 0)" "// $(printf 'ä%.0s' {1..107})" 'void f(int a, int b, int c, int d, std::map<int, int> e);' \
        "$(printf 'void f()\n{\n'; seq -f '    g(%g);' 40; echo '}')"

    refuses names fcgi/net/mail.cpp: change fcgi/net/mail.cpp 's/namespace net/namespace mail/'
    refuses names handlers/sessions/login.cpp: change handlers/sessions/login.cpp 's/^namespace sessions/namespace accounts/'
    refuses names fcgi/net/mail.cpp:1: change fcgi/net/mail.cpp 1d
    refuses names handlers/sessions/login.h:1: change handlers/sessions/login.h 1d
    refuses names tests/fcgi/vault: mkdir -p tests/fcgi/vault
    refuses names fcgi/net/mail_helpers.h: add fcgi/net/mail_helpers.h '// Help.'
    refuses names handlers/util: add handlers/util/a.h '// Help.'
    refuses names fcgi/net/mail.cpp: add fcgi/net/mail.cpp 'namespace common {'

    refuses tests_named handlers/sessions/login.h: rm tests/handlers/sessions/login_test.cpp
    refuses tests_named handlers/sessions/login.h: change tests/handlers/sessions/login_test.cpp d
    refuses tests_named handlers/contracts/web.cpp: change handlers/contracts/web.cpp 's/sessions::login/sessions::enter/'
    refuses tests_named 'nothing to check' change handlers/sessions/login.h /Context/d
}

interfaces() {
    refuses routes handlers/contracts/web.cpp: change tests/contracts/web_test.cpp s/login/logout/
    refuses routes handlers/contracts/web.cpp: change tests/contracts/web_test.cpp s/post/get/
    refuses routes handlers/contracts/web.cpp: mv tests/contracts/web_test.cpp tests/contracts/mobile_test.cpp
    refuses routes handlers/contracts/web.cpp: change tests/contracts/web_test.cpp 's|client.post|// client.post|'
    refuses routes 'nothing to check' change build/latchkey /routes/d

    refuses config docs/configuration.md: add docs/configuration.md 'More.'
    refuses config fcgi/sys/config.h: change fcgi/sys/config.h 's/threads,/threads,\n    issuer,/'
    refuses config fcgi/sys/config.h: change fcgi/sys/config.h s/threads,//
    refuses config docs/configuration.md rm docs/configuration.md
    refuses metrics docs/metrics.md: add docs/metrics.md 'More.'
    refuses metrics docs/metrics.md rm docs/metrics.md
    refuses metrics docs/grafana/latchkey.json:1: change docs/grafana/latchkey.json s/workers/lost/
    refuses metrics docs/prometheus/latchkey.rules.yml:4: change docs/prometheus/latchkey.rules.yml s/wait_seconds_count/wait/
    refuses metrics docs/grafana/latchkey.json:1: change docs/prometheus/latchkey.rules.yml s/wait_seconds_count/workers/
    refuses metrics 'nothing to check' change docs/prometheus/latchkey.rules.yml s/latchkey_wait_seconds_count/up/
    refuses api docs/api/web.md: add docs/api/web.md 'More.'
    refuses api docs/api/web.md: rm docs/api/web.md
    refuses api docs/api/mobile.md: add docs/api/mobile.md '# mobile'
    refuses api 'nothing to check' change build/latchkey /routes/d
    refuses cli docs/cli.md: change docs/cli.md s/EMAIL//
    refuses cli docs/cli.md: rm docs/cli.md
    refuses cli 'nothing to check' change build/latchkey /--help/d
    refuses cli docs/man/latchkey.1: change docs/man/latchkey.1 's/EMAIL/ID/'
    refuses cli docs/man/latchkey.1: change docs/man/latchkey.1 '/Printed by/d'
    refuses cli docs/man/latchkey-worker.8: add docs/man/latchkey-worker.8 .Nothing
    refuses config docs/man/latchkey.env.5: rm docs/man/latchkey.env.5
    refuses links README.md:1: mv docs/configuration.md docs/keys.md
    refuses links docs/cli.md:2: add docs/cli.md '[away](away.md#there)'
}

services() {
    local unit=systemd/latchkey@.service
    refuses units $unit: change $unit '/PrivateUsers/d;/PrivateNetwork/d;/ProtectHome/d;/CapabilityBound/d'
    refuses units $unit: change $unit /LoadCredential/d
    refuses units $unit: change $unit /NonBlocking/d
    refuses units 'systemd/latchkey@1.service:' change $unit s/ProtectHome/ProtectHomes/
    refuses units systemd change $unit s/latchkey$/latchkey-watcher/
    refuses units systemd/latchkey.socket: change systemd/latchkey.socket s/worker.sock/front.sock/
    refuses units systemd/latchkey.socket: change systemd/latchkey.socket /ListenStream/d
    refuses units systemd change systemd/latchkey.timer s/daily/dayly/
    refuses units systemd/latchkey.sysusers: change systemd/latchkey.sysusers 's/^u/?/'
    refuses units systemd/latchkey.tmpfiles: change systemd/latchkey.tmpfiles s/0755/rwx/
    refuses units 'nothing to check' change docs/configuration.md /yes/d
}

site() {
    local site=nginx/sandbox.conf.in inside=nginx/snippets/latchkey-location.conf
    refuses secrets $site: change $site /underscores/d
    refuses secrets $site: change $site '/underscores/s/off/on/'
    refuses secrets $site: change $site 's/split_path_info.*/&\n        include fastcgi_params;/'
    refuses secrets $site: change $site 's/include snippets.*/&\n        fastcgi_param LATCHKEY_REFUSE x;/'
    refuses secrets $site: change $site 's/access_log log plain;/access_log log;/'
    refuses secrets $site: change $site 's/access_log log plain;/access_log log combined;/'
    refuses secrets $site: change $site 's/\$uri/$request_uri/'
    refuses secrets $site: change $site "s/'\$status'/'\$status \$args'/"
    refuses secrets $site: change $site 's/"$request_method $uri"/"$request"/'
    refuses secrets $site: add $site '#    include fastcgi_params;'
    refuses secrets $inside: change $inside /HTTP_PROXY/d
    refuses secrets $inside: change $inside s/64k/1m/
    refuses secrets $inside: change $inside /client_max/d
    refuses secrets $inside: add $inside 'fastcgi_param SERVER_NAME $http_host;'
    accepts_all secrets $site '# include fastcgi_params;'
}

pages_of_visitors() {
    local page=nginx/pages/sign-in.html module=nginx/pages/js/sign-in.js words=nginx/pages/words/de.json
    refuses pages $words: change $words '/title/d'
    refuses pages $words: change $words 's/ "With {provider}"/ ""/'
    refuses pages $words: change $words 's/{provider}/{name}/'
    refuses pages $words: change $words 's/^{$/&\n  "sign-in.title": "Anmelden",/'
    refuses pages $words: change $page 's/sign-in.title/sign-in.other/'
    refuses pages nginx/pages/words: rm $words
    refuses pages nginx/pages/words/en.json: add $module "say('sign-in.more');"
    refuses pages $page:1: eval "head -c 60001 /dev/zero | tr '\\0' x >>$page"
    refuses pages $page:1: eval "head -c 60001 /dev/zero | tr '\\0' x >>nginx/pages/site.js"
    refuses_all pages $page '<p style="color: red">' '<script>f();</script>' '<script type="module">f();</script>' '<style>' \
        '<p onclick="f()">' '<a href="javascript:f()">' '<img src="https://cdn.example/x.png">' '<img src="//cdn.example/x.png">'
    refuses_all pages $module "import x from 'https://cdn.example/x.js';" 'place.innerHTML = name;' 'eval(x);' \
        'document.write(x);' "place.insertAdjacentHTML('beforeend', x);"
    accepts_all pages $module 'place.textContent = name;' '// as https: is'
}

# clang-tidy takes seconds for each file.
only_login() {
    find fcgi handlers -name '*.cpp' ! -name login.cpp -delete
    mkdir -p build/handlers/sessions
    echo 'login.o: handlers/sessions/login.cpp handlers/context.h' >build/handlers/sessions/login.d
    "$@"
}

# A good run leaves a note, and only what changes later is looked at again.
inspected_once() {
    run tidy >/dev/null
    [[ -e build/tidy/handlers/sessions/login.cpp.good ]]
    "$@"
}

soft() {
    compiled hard/latchkey-mailer "$@"
}

products() {
    local hard=(-O2 -D_FORTIFY_SOURCE=2 -fstack-protector-all -fPIE -pie)
    refuses hardening hard/latchkey-mailer: soft -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-all -no-pie -Wl,-z,relro,-z,now
    refuses hardening hard/latchkey-mailer: soft "${hard[@]}" -Wl,-z,norelro,-z,now
    refuses hardening hard/latchkey-mailer: soft "${hard[@]}" -Wl,-z,relro,-z,lazy
    refuses hardening hard/latchkey-mailer: soft "${hard[@]}" -Wl,-z,relro,-z,now,-z,execstack
    refuses hardening hard/latchkey-mailer: soft "${hard[@]}" -fno-stack-protector -Wl,-z,relro,-z,now
    refuses hardening hard/latchkey-mailer: soft "${hard[@]}" -U_FORTIFY_SOURCE -Wl,-z,relro,-z,now
    refuses hardening hard/latchkey-mailer rm hard/latchkey-mailer

    refuses format fcgi/net/mail.cpp: change fcgi/net/mail.cpp 's/return/  return/'
    refuses format 'nothing to check' rm .clang-format
    refuses scripts sql/embed.sh: add sql/embed.sh 'cp $a $b'
    refuses tidy handlers/sessions/login.cpp: only_login add handlers/sessions/login.cpp $'int* broken(int a)\n{\n    return &a;\n}'
    refuses tidy handlers/context.h: only_login inspected_once add handlers/context.h 'int stray() { return 1; }'
}

# Whatever is installed here: a dpkg-query of our own says which version each library has.
versions() {
    local told
    proven[versions]=1
    mkdir "$work/bin"
    installed 2.4.2-3 1.7.20 || complain versions "refuses newer ones: $told"
    installed 2.4.2-2+deb12u1 1.7.15-1+deb12u4 || complain versions "refuses the right ones: $told"
    ! installed 2.4.2-2 1.7.20 || complain versions 'passes over an old libfcgi'
    ! installed 2.4.2-3 1.7.15-1+deb12u3 || complain versions 'passes over an old libcjson'
    ! installed 2.4.2-3 "" || complain versions 'passes where there is no libcjson'
}

# installed LIBFCGI LIBCJSON
installed() {
    printf '#!/bin/sh\ncase $* in *fcgi*) echo %s ;; *) echo %s ;; esac\n' "$1" "$2" >"$work/bin/dpkg-query"
    chmod +x "$work/bin/dpkg-query"
    told=$(PATH=$work/bin:$PATH run versions)
}

everything_is_proven() {
    local rule
    for rule in "$CHECK_DIR"/*.sh; do
        rule=$(basename "$rule" .sh)
        [[ $rule != run && $rule != self_test ]] || continue
        [[ -n ${proven[$rule]-} ]] || complain "$rule" 'is never seen to fail; add a case to self_test.sh'
        [[ $rule == versions ]] && continue
        [[ $rule == tidy ]] || accepts "$rule" # inspected_once has seen it pass
        if (cd "$work/empty" && run "$rule" >/dev/null); then complain "$rule" 'passes where there is nothing to check'; fi
    done
}

offences() {
    (cd "$work/clean" && machine && service && surroundings && pages && built)
    cp "$CHECK_DIR/../../docs/man/sentences.awk" "$work/clean/docs/man"
    cp "$CHECK_DIR/../../.clang-format" "$CHECK_DIR/../../.clang-tidy" "$work/clean"
    architecture
    bans
    shape
    interfaces
    services
    site
    pages_of_visitors
    products
    versions
    everything_is_proven
}
offences | told
