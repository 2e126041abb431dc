#!/bin/bash
# Folder = namespace = folder of tests; no names that hold everything and say nothing; files begin with what they are
# for.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"
idle='(util|utils|utility|utilities|helper|helpers|manager|common|base|misc)'

namespaces() {
    local file folder
    files fcgi handlers -mindepth 2 -name '*.cpp' | while read -r file; do
        folder=$(basename "$(dirname "$file")")
        grep -qE "^namespace $folder(::[a-z_]+)? \{" "$file" || echo "$file:1: opens no namespace $folder"
    done
    files fcgi handlers -mindepth 2 -name '*.cpp' -o -mindepth 2 -name '*.h' | while read -r file; do
        folder=$(basename "$(dirname "$file")")
        awk -v own="$folder" '/^}/ { open = 0 }
            /^namespace [a-z_:]+ {/ { open = 1; first = first ? first : FNR; sub(/::.*/, "", $2); mine += $2 == own }
            END { if (first && !mine) print FILENAME ":" first ": opens another namespace than " own }' "$file"
    done
}

tests_folders() {
    local folder
    files tests/fcgi tests/handlers -type d | while read -r folder; do
        [[ -d ${folder#tests/} ]] || echo "$folder:0: there is no ${folder#tests/} that it could test"
    done
}

idle_names() {
    files fcgi handlers tests sql nginx -regextype posix-extended -regex '.*' |
        awk -v idle="(^|[/_.])$idle([/_.]|\$)" '$0 ~ idle { print $0 ":0: the name says nothing" }'
    sources fcgi handlers tests | text code | awk -F: -v idle="namespace +([a-z_:]*[_:])?${idle}[ ;{:_]" '
        $0 ~ idle { print $1 ":" $2 ": the name of the namespace says nothing" }'
}

# A source may leave the word to its header.
first_lines() {
    local file
    sources fcgi handlers | while read -r file; do
        case $(head -n 1 "$file") in
            // | //*) ;;
            *) [[ $file == *.cpp && $(head -n 1 "${file%.cpp}.h" 2>/dev/null) == //* ]] ||
                echo "$file:1: does not begin with what it is for" ;;
        esac
    done
}

offences() {
    namespaces
    tests_folders
    idle_names
    first_lines
}
offences | sort -u | told
