#!/bin/bash
# Who may include what, by folder; what is not on the table is forbidden. program -> door -> contracts -> nouns ->
# machine, and the folders of the machine are leaves on sys. Includes are written from the root.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# folder: what it may include beside its own headers and the system's. A ! takes back.
table='
fcgi: fcgi/* handlers/answer.h handlers/follow.h handlers/deliver.h handlers/administer.h fcgiapp.h
fcgi/sys: grp.h pwd.h
fcgi/http: fcgi/sys/* cjson/cJSON.h fcgiapp.h
fcgi/db: fcgi/sys/* libpq-fe.h
fcgi/crypto: fcgi/sys/* openssl/* libscrypt.h
fcgi/net: fcgi/sys/* curl/* netdb.h resolv.h
handlers: fcgi/* handlers/contracts/contracts.h handlers/openapi/documents.h handlers/administration/sentences.h handlers/tokens/* handlers/outbox/* handlers/sessions/device.h handlers/vault/provider*.h handlers/oauth/provider*.h handlers/oauth/issuer_cache.h handlers/gate/people.h handlers/gate/proofs.h handlers/sessions/revocations.h handlers/sessions/news_store.h handlers/bans/*
handlers/contracts: handlers/openapi/show_document.h handlers/route.h handlers/route_index.h handlers/health/* handlers/vault/* handlers/kyc/* handlers/oauth/* handlers/gate/* handlers/rules.h handlers/fault.h fcgi/http/* handlers/accounts/* handlers/sessions/* handlers/orgs/* handlers/tokens/* !*_store.h !*_row.h
handlers/sessions: @noun handlers/accounts/* handlers/tokens/* handlers/audit/*
handlers/accounts: @noun handlers/standing.h handlers/standing_row.h handlers/tokens/* handlers/audit/*
handlers/orgs: @noun handlers/standing_row.h handlers/accounts/* handlers/sessions/* handlers/tokens/* handlers/audit/*
handlers/tokens: @noun fcgi/http/json.h fcgi/http/json_tree.h handlers/audit/audit_row.h
handlers/audit: @noun
handlers/bans: @noun handlers/audit/audit_row.h
handlers/health: @noun handlers/rules.h handlers/exposition.h
handlers/oauth: @noun handlers/accounts/* handlers/sessions/* handlers/tokens/* handlers/audit/* handlers/email_address.h handlers/outgoing.h fcgi/http/* fcgi/net/*
handlers/doctor: fcgi/crypto/* fcgi/db/* fcgi/http/json.h fcgi/http/json_tree.h fcgi/net/* fcgi/sys/* handlers/oauth/providers.h handlers/oauth/way_back.h handlers/outbox/* handlers/tokens/*
handlers/vault: @noun handlers/outgoing.h handlers/tokens/* handlers/audit/* fcgi/http/* fcgi/net/*
handlers/gate: @noun handlers/sessions/* handlers/accounts/account.h fcgi/http/fields.h
handlers/kyc: @noun handlers/tokens/* handlers/audit/* handlers/accounts/* fcgi/http/json.h fcgi/http/json_tree.h
handlers/openapi: @noun handlers/caller.h handlers/render.h handlers/route.h handlers/tokens/uuid.h fcgi/http/*
handlers/outbox: @noun handlers/tokens/* fcgi/http/json.h fcgi/http/json_tree.h
handlers/administration: handlers/administer.h handlers/doctor/* handlers/audit/* handlers/cleanup_store.h handlers/contracts/framework.h handlers/vault/* handlers/context.h handlers/fault.h handlers/input.h handlers/route.h handlers/rules.h handlers/service.h handlers/validate.h handlers/contracts/contracts.h handlers/openapi/* handlers/outbox/* handlers/accounts/* handlers/sessions/* handlers/orgs/* handlers/tokens/* handlers/email_address.h fcgi/crypto/* fcgi/db/* fcgi/http/json.h fcgi/http/json_tree.h fcgi/net/mail.h fcgi/sys/* handlers/bans/* handlers/exposition.h
@noun: handlers/context.h handlers/fault.h handlers/input.h handlers/service.h handlers/specimens.h fcgi/crypto/* fcgi/db/* fcgi/sys/*
@system: sys/*.h arpa/*.h netinet/*.h dirent.h fcntl.h ifaddrs.h malloc.h poll.h signal.h strings.h termios.h time.h unistd.h
'

# The patterns of one row, other rows (@name) put in.
row() {
    local pattern
    while read -r -a patterns; do
        for pattern in "${patterns[@]}"; do
            if [[ $pattern == @* ]]; then row "$pattern"; else printf '%s\n' "$pattern"; fi
        done
    done < <(sed -n "s|^$1:||p" <<<"$table")
}

# $1: folder, $2: header. Its own headers are those directly in it.
may_include() {
    local pattern verdict=1
    [[ ${2%/*} == "$1" ]] && return 0
    while read -r pattern; do
        # shellcheck disable=SC2053 # a pattern is wanted
        if [[ $pattern == !* ]]; then
            [[ $2 == ${pattern#!} ]] && return 1
        elif [[ $2 == $pattern ]]; then
            verdict=0
        fi
    done < <(row "$1")
    return $verdict
}

# $1: file:line, $2: header as written, with its brackets or quotes.
judge() {
    local header=${2:1:-1} folder
    folder=$(dirname "${1%:*}")
    if ! grep -q "^$folder:" <<<"$table"; then
        echo "$1: the folder $folder is not on the table of tests/check/includes.sh"
    elif [[ $2 == '"'* && ! -e $header ]]; then
        echo "$1: \"$header\" is no path from the root"
    elif [[ $2 == '<'* && $header != *[./]* ]] || may_include @system "$header"; then
        return 0
    elif ! may_include "$folder" "$header"; then
        echo "$1: $folder may not include $header"
    fi
}

offences() {
    sources fcgi handlers | text all |
        sed -nE 's/^([^:]*:[0-9]+):[ \t]*#[ \t]*include[ \t]*([<"][^>"]*[>"]).*/\1 \2/p' |
        while read -r place header; do judge "$place" "$header"; done
}
offences | told
