# A tree so small that it can be read at once and in which every rule of tests/check finds what it checks and nothing
# to complain of. For self_test.sh, which plants one offence at a time in it.
# shellcheck shell=bash

# put FILE: standard input, with its folder.
put() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

machine() {
    put fcgi/worker.cpp <<'END'
// The program.
#include <fcgiapp.h>

#include "handlers/answer.h"

int main()
{
    FCGX_Request exchange;
    return answer(&exchange);
}
END
    put fcgi/sys/config.h <<'END'
// The keys.
#pragma once

namespace sys {

enum class Key {
    threads,
    count,
};

}   // namespace sys
END
    put fcgi/sys/clock.cpp <<'END'
// The clock.
#include <ctime>

namespace sys {

long now()
{
    return long(std::time(nullptr));
}

}   // namespace sys
END
    put fcgi/http/exchange.cpp <<'END'
// Requests and JSON; "cJSON_Delete(x)" in a comment or a "// literal" is no call.
#include <cjson/cJSON.h>
#include <fcgiapp.h>

#include <memory>

namespace http {

struct Deleter {
    void operator()(cJSON* tree) const noexcept { cJSON_Delete(tree); }
};

const char* text()
{
    return "// SQL? SELECT it";
}

}   // namespace http
END
    put fcgi/db/pool.cpp <<'END'
// Connections.
#include <libpq-fe.h>

#include <memory>

namespace db {

std::shared_ptr<PGresult> begun(PGconn* connection)
{
    return {PQgetResult(connection), PQclear};
}

}   // namespace db
END
    put fcgi/crypto/digest.cpp <<'END'
// Digests.
#include <libscrypt.h>
#include <openssl/evp.h>

namespace crypto {

const EVP_MD* kind()
{
    return EVP_sha256();
}

}   // namespace crypto
END
    put fcgi/net/mail.cpp <<'END'
// Mail.
#include <curl/curl.h>

namespace net {

const char* version()
{
    return curl_version();
}

}   // namespace net
END
}

service() {
    put handlers/answer.h <<'END'
// The door.
#pragma once

int answer(void* exchange);
END
    put handlers/context.h <<'END'
// What a request may use.
#pragma once

struct Context {
    int status;
};
struct Input {};
END
    put handlers/sessions/login.h <<'END'
// Opens a session.
#pragma once
#include "handlers/context.h"

namespace sessions {

int login(Context& cx, const Input& in);

}   // namespace sessions
END
    put handlers/sessions/login.cpp <<'END'
#include "handlers/sessions/login.h"

namespace sessions {

int login(Context& cx, const Input&)
{
    return cx.status;
}

}   // namespace sessions
END
    put handlers/sessions/session_store.cpp <<'END'
// The session table.

namespace sessions {

static constexpr const char* find =
    "SELECT id"
    " FROM session WHERE id = $1";

const char* statement()
{
    return find;
}

}   // namespace sessions
END
    put handlers/contracts/web.cpp <<'END'
// A contract.
#include "handlers/sessions/login.h"

namespace contracts {

template <auto handler>
int serve();

int (*const route)() = serve<sessions::login>;

}   // namespace contracts
END
}

surroundings() {
    put tests/handlers/sessions/login_test.cpp <<'END'
TEST(login, opens_a_session) {}
END
    put tests/contracts/web_test.cpp <<'END'
TEST(web, opens_a_session)
{
    client.post("/api/auth/login", "{}");
}
END
    mkdir -p tests/fcgi/sys
    put sql/embed.sh <<'END'
#!/bin/sh
exit 0
END
    echo 'See [the keys](docs/configuration.md) and `[nothing](nowhere)`.' | put README.md
    printf '#!/bin/sh\nexit 0\n' | put debian/postinst
    echo '# shellcheck shell=bash' | put debian/latchkey.bash-completion
    manuals
    units
    echo '# web' | put docs/api/web.md
    put nginx/sandbox.conf.in <<'END'
http {
    underscores_in_headers off;
    log_format plain '$remote_addr "$request_method $uri"'
                     '$status';
    access_log log plain;
    location /api/auth {
        fastcgi_param LATCHKEY_CONTRACT "web";
        fastcgi_split_path_info (?s)^(/api/auth)(.*)\z;
        include snippets/latchkey-location.conf;
    }
}
END
    put nginx/snippets/latchkey-location.conf <<'END'
client_max_body_size 64k;
fastcgi_param REQUEST_METHOD $request_method;
fastcgi_param HTTP_PROXY "";
fastcgi_pass latchkey;
END
}

manuals() {
    printf '%s\n' '| `LATCHKEY_THREADS` | 16 |' '| `LATCHKEY_DATABASE` | required | Where. | yes |' | put docs/configuration.md
    printf '.Dd November 21, 2026\n.Dt ENV 5\n.Os\n.Sh NAME\n.Nm env\n.Nd keys\n' | put docs/man/latchkey.env.5
    echo 'latchkey user show EMAIL' | put docs/cli.md
    printf '| `latchkey_%s` | %s |\n' workers gauge wait_seconds histogram | put docs/metrics.md
    echo '{"expr": "latchkey_workers"}' | put docs/grafana/latchkey.json
    printf 'groups:\n  - name: one\n    rules:\n      - {alert: A, expr: latchkey_wait_seconds_count > 1}\n' |
        put docs/prometheus/latchkey.rules.yml
    put docs/man/latchkey.1 <<'END'
.Dd November 21, 2026
.Dt LATCHKEY 1
.Os
.Sh NAME
.Nm latchkey
.Nd administer
.Sh SENTENCES
.\" Printed by a script.
.Bl -tag -width Ds
.It Ic "user show EMAIL"
Show one account.
.El
.\" The end of it.
END
}

units() {
    local line
    put systemd/latchkey@.service <<'END'
[Service]
ExecStart=/usr/bin/latchkey
Sockets=latchkey.socket
NonBlocking=true
LoadCredential=DATABASE:latchkey.DATABASE
User=latchkey
CapabilityBoundingSet=
PrivateNetwork=true
SystemCallArchitectures=native
SystemCallFilter=@basic-io
UMask=0077
ProtectSystem=strict
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_UNIX
END
    for line in NoNewPrivileges ProtectHome Private{Tmp,Devices,Users} Restrict{Namespaces,Realtime,SUIDSGID} \
        Protect{Hostname,Clock,KernelTunables,KernelModules,KernelLogs,ControlGroups} MemoryDenyWriteExecute LockPersonality; do
        echo "$line=true" >>systemd/latchkey@.service
    done
    printf '[Socket]\nListenStream=/run/latchkey/worker.sock\nService=latchkey@1.service\n' >systemd/latchkey.socket
    printf '[Unit]\nWants=latchkey.socket latchkey@1.service\n' >systemd/latchkey.target
    printf '[Timer]\nOnCalendar=daily\nUnit=latchkey@1.service\n' >systemd/latchkey.timer
    echo 'u latchkey - "Latchkey" /var/lib/latchkey /usr/sbin/nologin' >systemd/latchkey.sysusers
    echo 'd /run/latchkey 0755 root root -' >systemd/latchkey.tmpfiles
    echo '#server unix:/run/latchkey/worker.sock;' | put nginx/latchkey-site.conf
}

pages() {
    local language
    put nginx/pages/sign-in.html <<'END'
<script type="module" src="/pages/js/sign-in.js"></script>
<h1 data-say="sign-in.title"></h1>
END
    echo "speak('sign-in.with');" | put nginx/pages/js/sign-in.js
    echo 'export default {};' | put nginx/pages/site.js
    for language in en de fr es zh ar; do
        put "nginx/pages/words/$language.json" <<'END'
{
  "sign-in.title": "Sign in",
  "sign-in.with": "With {provider}"
}
END
    done
}

# What the rules ask the built program, and a program that is as hard as ours are.
built() {
    put build/latchkey <<'END'
#!/bin/sh
case $1 in
    routes) printf 'web\tPOST\t/login\tanyone\n' ;;
    openapi) echo "# $2" ;;
    config) cat build/"$2$3" ;;
    metrics) cat build/metrics ;;
    --help) printf 'usage: latchkey\n\n  latchkey user show EMAIL\n      show one account\n' ;;
esac
END
    chmod +x build/latchkey
    cp docs/configuration.md build/docs
    cp docs/man/latchkey.env.5 build/docs--man
    cp docs/metrics.md build/metrics
    compiled hard/latchkey -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-all -fPIE -pie -Wl,-z,relro,-z,now
    cp hard/latchkey hard/latchkey-worker
    cp hard/latchkey hard/latchkey-mailer
}

# compiled FILE FLAG...
compiled() {
    mkdir -p "$(dirname "$1")"
    gcc -o "$1" "${@:2}" -x c - <<'END'
#include <string.h>
int main(int argc, char** argv)
{
    char copy[8];
    strcpy(copy, argv[argc - 1]);
    return copy[0];
}
END
}
