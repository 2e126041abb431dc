# Turns what `latchkey --help` prints into the list of latchkey(1).
function plain(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text
}
BEGIN { print ".Bl -tag -width Ds" }
/^  latchkey / { sub(/^  latchkey /, ""); sub(/ +$/, ""); print ".It Ic \"" plain($0) "\""; next }
/^      / { sub(/^ +/, ""); print toupper(substr($0, 1, 1)) substr($0, 2) "." }
END { print ".El" }
