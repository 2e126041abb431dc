#!/bin/bash
# docs/metrics.md is what the program prints, and the dashboard and the alerts name metrics that are in it, and every
# one of those somewhere. Where there is a promtool, it has nothing to say against the alerts.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
page=docs/metrics.md
dashboard=docs/grafana/latchkey.json
alerts=docs/prometheus/latchkey.rules.yml

# $1: file. A histogram is named by its parts.
names() {
    local named line name
    named=$(grep -nEo '\blatchkey_[a-z_]+' "$1") || nothing "$1 names no metric"
    while IFS=: read -r line name; do
        grep -qF "| \`$name\` |" "$page" || grep -qF "| \`${name%_*}\` | histogram |" "$page" ||
            echo "$1:$line: $name is not in $page"
    done <<<"$named"
}

offences() {
    local printed name known
    [[ -e $page ]] || nothing "there is no $page"
    printed=$("$BUILD_DIR/latchkey" metrics docs)
    diff <(printf '%s\n' "$printed") "$page" >/dev/null 2>&1 ||
        echo "$page:1: differs from what \`latchkey metrics docs\` prints; print it anew"
    known=$(sed -n 's/^| `\(latchkey_[a-z_]*\)` .*/\1/p' "$page")
    [[ -n $known ]] || nothing "$page has no metrics"
    names "$dashboard"
    names "$alerts"
    for name in $known; do
        grep -qE "\b$name" "$dashboard" "$alerts" || echo "$dashboard:1: shows nothing of $name, nor does an alert"
    done
    if command -v promtool >/dev/null && ! printed=$(promtool check rules "$alerts" 2>&1); then
        echo "$alerts:1: ${printed//$'\n'/; }"
    fi
}
offences | told
