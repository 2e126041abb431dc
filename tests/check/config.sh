#!/bin/bash
# docs/configuration.md and latchkey.env(5) are what the program prints, and the first knows every key.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
page=docs/configuration.md
manual=docs/man/latchkey.env.5
keys=fcgi/sys/config.h

offences() {
    local printed
    [[ -e $page ]] || nothing "there is no $page"
    printed=$("$BUILD_DIR/latchkey" config docs)
    diff <(printf '%s\n' "$printed") "$page" >/dev/null 2>&1 ||
        echo "$page:1: differs from what \`latchkey config docs\` prints; print it anew"
    printed=$("$BUILD_DIR/latchkey" config docs --man)
    diff <(printf '%s\n' "$printed") "$manual" >/dev/null 2>&1 ||
        echo "$manual:1: differs from what \`latchkey config docs --man\` prints; make man prints it anew"
    awk -v page="$page" '
        FILENAME == page { gsub(/<NAME>_/, ""); text = text $0 "\n"; next }
        /^enum class Key {/ { inside = 1; next }
        /^};/ { inside = 0 }
        inside && match($0, /[a-z_][a-z0-9_]*/) {
            key = substr($0, RSTART, RLENGTH)
            if (key == "count") next
            ++keys
            name = "LATCHKEY_" toupper(key)
            if (text !~ ("`" name "`")) print FILENAME ":" FNR ": " name " is not in " page
        }
        END { if (!keys) print FILENAME ":0: no keys found" }' "$page" "$keys"
}
offences | told
