#!/bin/bash
# The pages: every catalogue has the same texts, all of which are used, and every text that is used is there; nothing
# inline, nothing from another host, no HTML made from data; the sign-in page with all it loads stays below 60 kB.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
pages=nginx/pages
readonly limit=60000

# One text a line is how a catalogue is written: "key": "text",
keys() {
    sed -nE 's/^ *"([a-z-]+\.[a-z-]+)": ".+",?$/\1/p' "$1" | sort
}

# In the pages as data-say, in the modules as a literal of two words with a dot, which nothing else there looks like.
used() {
    {
        files "$pages" -maxdepth 1 -name '*.html' | xargs grep -ohE 'data-say="[^"]*"' | cut -d'"' -f2
        files "$pages/js" -name '*.js' | xargs grep -ohE "'[a-z-]+\.[a-z-]+'" | tr -d "'"
    } | sort -u
}

# $1 and $2: file and its sorted keys; $3: those it should have.
differences() {
    comm -13 <(printf '%s\n' "$2") <(printf '%s\n' "$3") | sed "s|^|$1:1: lacks |"
    comm -23 <(printf '%s\n' "$2") <(printf '%s\n' "$3") | sed "s|.*|$1:1: & is used nowhere|"
}

catalogues() {
    local file want language
    want=$(used)
    files "$pages/words" -name '*.json' | while read -r file; do
        differences "$file" "$(keys "$file")" "$want"
        awk -v lines="$(keys "$file" | wc -l)" 'END { if (NR != lines + 2) print FILENAME ":1: is not one text a line, or has one twice" }' "$file"
    done
    for language in en de fr es zh ar; do
        [[ -e $pages/words/$language.json ]] || echo "$pages/words:0: there is no $language.json"
    done
}

# A text names the same values in every language.
values() {
    files "$pages/words" -name '*.json' | xargs awk -F'"' '
        /^ *"/ {
            named = ""; rest = $4
            while (match(rest, /{[a-z]+}/)) { named = named substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH) }
            if (!($2 in first)) { first[$2] = named; at[$2] = FILENAME }
            else if (first[$2] != named) print FILENAME ":" FNR ": " $2 " has other values than in " at[$2]
        }'
}

inline() {
    files "$pages" -name '*.html' | xargs grep -nHE '<style|<script( [^>]*)?>[^<]|<script>| on[a-z]+=| style=|javascript:' |
        sed 's/:\([0-9]*\):.*/:\1: is inline, and the policy would refuse it/' || true
    files "$pages" -type f | xargs grep -nHE '(https?:)?//[a-zA-Z0-9-]+\.' | grep -v 'http://www.w3.org/2000/svg' |
        sed 's/:\([0-9]*\):.*/:\1: names another host/' || true
    files "$pages/js" -name '*.js' |
        xargs grep -nHE '(inner|outer)HTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function' |
        sed 's/:\([0-9]*\):.*/:\1: makes HTML or code of data/' || true
}

# What a page loads, and what its modules import.
loaded() {
    sed -nE 's/.*(src|href)="\/pages\/([^"]*)".*/\2/p' "$pages/sign-in.html"
    for module in sign-in $(sed -nE "s/^import .* from '\.\/(.*)\.js';/\1/p" "$pages/js/sign-in.js"); do
        echo "js/$module.js"
        sed -nE "s/^(import .*|\}) from '\.\/(.*)';/js\/\2/p" "$pages/js/$module.js"
    done
    echo site.js
}

weight() {
    local words bytes
    words=$(files "$pages/words" -name '*.json' -printf '%s %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
    bytes=$(loaded | sort -u | sed "s|^|$pages/|" | xargs cat "$pages/sign-in.html" "$words" | wc -c)
    ((bytes < limit)) || echo "$pages/sign-in.html:1: weighs $bytes bytes with all it loads; the limit is $limit"
}

offences() {
    catalogues
    values
    inline
    weight
}
offences | told
