# Prints C++ source as `file:line:text`, without comments and empty lines. want=code: literals are emptied;
# want=strings: only the string literals, in quotes; want=all: both as they are. Knows raw strings, escapes,
# digit separators and comments over several lines; knows no line that ends in a backslash.
FNR == 1 { state = "code" }

{
    line = $0
    out = ""
    while (line != "") {
        if (state == "comment") leave_comment()
        else if (state == "raw") leave_raw()
        else take()
    }
    if (out ~ /[^ \t]/) print FILENAME ":" FNR ":" out
}

function leave_comment(    at)
{
    at = index(line, "*/")
    line = at ? substr(line, at + 2) : ""
    if (at) state = "code"
}

function leave_raw(    at)
{
    at = index(line, raw_end)
    if (want != "code") out = out (at ? substr(line, 1, at - 1) "\"" : line)
    else if (at) out = out "\""
    line = at ? substr(line, at + length(raw_end)) : ""
    if (at) state = "code"
}

# One piece of code: up to the next thing that begins a comment or a literal.
function take(    at, before)
{
    at = match(line, /"|'|\/\/|\/\*/)
    if (!at) {
        code(line)
        line = ""
        return
    }
    before = substr(line, 1, at - 1)
    line = substr(line, at)
    code(before)
    if (line ~ /^\/\//) line = ""
    else if (line ~ /^\/\*/) { line = substr(line, 3); state = "comment" }
    else if (line ~ /^"/ && before ~ /(^|[^A-Za-z0-9_])(u8|u|U|L)?R$/) enter_raw()
    else if (line ~ /^'/ && before ~ /[0-9A-Fa-f]$/) { code("'"); line = substr(line, 2) }
    else literal(substr(line, 1, 1))
}

function code(piece)
{
    if (want != "strings") out = out piece
}

function enter_raw(    at)
{
    at = index(line, "(")
    raw_end = ")" substr(line, 2, at - 2) "\""
    line = substr(line, at + 1)
    out = out "\""
    state = "raw"
}

function literal(quote,    i, c)
{
    for (i = 2; i <= length(line); ++i) {
        c = substr(line, i, 1)
        if (c == "\\") ++i
        else if (c == quote) break
    }
    if (want == "all" || (want == "strings" && quote == "\"")) out = out substr(line, 1, i)
    else if (want == "code") out = out quote quote
    line = substr(line, i + 1)
}
