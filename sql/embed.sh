#!/bin/sh
# Prints the C++ source of db::known_migrations() for the given files NNN_name.sql. Refuses wrong names, gaps,
# doubles, files out of order, and what a C++ string could not carry unchanged.
#
# The first line of a file is `-- expand` where programs of before may go on and start on the schema behind it, and
# `-- contract` where they may not. Behind a line `-- backfill` stands one statement that mends a batch of rows.
# Usage: embed.sh 001_accounts.sql 002_orgs.sql ... > migrations.cpp
set -eu
LC_ALL=C
export LC_ALL

refuse() {
    echo "embed.sh: $1" >&2
    exit 1
}

# Those before the rule are contract by default, since their text is never edited.
step() {
    first=$(head -n 1 "$1")
    case $first in
        '-- expand' | '-- contract') printf %s "${first#-- }" ;;
        *) [ "$2" -le 13 ] || refuse "$1: its first line is neither -- expand nor -- contract"
           printf contract ;;
    esac
}

# The delimiter of the raw string is made of the file's own hash, which the file cannot contain but by intent.
row() {
    file=$1
    name=$(basename "$file" .sql)
    hash=$(sha256sum <"$file" | cut -d ' ' -f 1)
    mark=$(printf %s "$hash" | cut -c 1-16)
    if grep -qF ")$mark\"" "$file"; then refuse "$file: contains )$mark\""; fi
    # shellcheck disable=SC2094  # cmp reads, nothing is written
    tr -d '\000\r' <"$file" | cmp -s - "$file" || refuse "$file: contains a NUL byte or a carriage return"
    step=$(step "$file" "$2")
    printf '    {%d, "%s", "%s", R"%s(' "$2" "$name" "$hash" "$mark"
    if grep -qx -e '-- backfill' "$file"; then
        sed '/^-- backfill$/,$d' "$file"
        printf ')%s", Step::%s, R"%s(' "$mark" "$step" "$mark"
        sed '1,/^-- backfill$/d' "$file"
        printf ')%s"},\n' "$mark"
    else
        cat "$file"
        printf ')%s", Step::%s},\n' "$mark" "$step"
    fi
}

[ $# -gt 0 ] || refuse 'no migrations given'
expected=1
for file; do
    [ -r "$file" ] || refuse "$file: cannot be read"
    basename "$file" | grep -qxE '[0-9]{3}_[a-z0-9_]+\.sql' || refuse "$file: not named NNN_name.sql"
    number=$(basename "$file" | sed 's/^0*\([0-9]*\)_.*/\1/')
    [ "$number" = "$expected" ] || refuse "$file: number $(printf %03d "$expected") was expected here"
    expected=$((expected + 1))
done

cat <<'END'
// Made by sql/embed.sh; edit the files in sql/ instead.
#include "fcgi/db/migrations.h"

namespace db {
namespace {

constexpr Migration all[] = {
END
number=1
for file; do
    row "$file" "$number"
    number=$((number + 1))
done
cat <<'END'
};

}   // namespace

std::span<const Migration> known_migrations()
{
    return all;
}

}   // namespace db
END
