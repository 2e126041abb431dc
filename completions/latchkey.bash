# Completes latchkey's sentences. The program itself says which there are.
# shellcheck shell=bash
_latchkey() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local -a said=() # the words before this one, without the options in front
    local i skip=''
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case ${COMP_WORDS[i]} in
            --env-file) skip=1 ;;
            --json | --help) ;;
            *) if [[ $skip ]]; then skip=''; else said+=("${COMP_WORDS[i]}"); fi ;;
        esac
    done
    COMPREPLY=()
    if [[ $previous == --env-file ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W "$(_latchkey_words "${said[@]}")" -- "$current")
}

# What may follow the given words: a subject, a verb, or the options and choices of the sentence.
_latchkey_words() {
    "${COMP_WORDS[0]}" --help 2>/dev/null | awk -v subject="${1-}" -v verb="${2-}" '
        !/^  latchkey / { next }
        subject == "" { print $2; next }
        $2 != subject { next }
        $3 ~ /^[a-z]/ && verb == "" { print $3; next }
        $3 ~ /^[a-z]/ && $3 != verb { next }
        { while (match($0, /--[a-z-]+/)) { print substr($0, RSTART, RLENGTH); $0 = substr($0, RSTART + RLENGTH) } }
        END { if (subject == "") print "--env-file --json --help" }' | sort -u
}

complete -F _latchkey latchkey
