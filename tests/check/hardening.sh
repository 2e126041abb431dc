#!/bin/bash
# The programs are position independent and fully relocated read-only, guard their stacks and check what they copy.
source "$(dirname -- "${BASH_SOURCE[0]}")/rule.bash"

# $1: program, $2: what readelf says, $3: what it must say (an ERE), $4: what is missing otherwise.
demand() {
    grep -qE -- "$3" <<<"$2" || echo "$1:0: $4"
}

offences() {
    local program told
    for program in "$BUILD_DIR"/latchkey{,-worker,-mailer}; do
        told=$(readelf -W --file-header --program-headers --dynamic --dyn-syms -- "$program")
        demand "$program" "$told" '^ *Type: +DYN' 'not position independent (-fPIE -pie)'
        demand "$program" "$told" 'FLAGS_1.* PIE' 'not position independent (-fPIE -pie)'
        demand "$program" "$told" '^ *GNU_RELRO' 'relocations stay writable (-Wl,-z,relro)'
        demand "$program" "$told" 'BIND_NOW|FLAGS_1.* NOW' 'symbols are bound late (-Wl,-z,now)'
        demand "$program" "$told" ' GNU_STACK .* RW +0x' 'the stack is executable'
        demand "$program" "$told" '__stack_chk_fail' 'stacks are not guarded (-fstack-protector-strong)'
        demand "$program" "$told" ' __[a-z0-9_]+_chk(@|$)' 'copies are not checked (-D_FORTIFY_SOURCE=2 -O2)'
    done
}
offences | sort -u | told
