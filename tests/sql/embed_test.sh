#!/bin/sh
# sql/embed.sh: what it prints is compiled and compared with the files, what it must refuse is refused.
# Run from the root of the repository; needs $CXX (g++ if unset).
set -eu
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
status=0

fail() {
    echo "embed_test: $1" >&2
    status=1
}

refuses() {
    why=$1
    shift
    if sh "$root/sql/embed.sh" "$@" >out.cpp 2>message; then fail "$why: not refused"; fi
    grep -q '^embed.sh: ' message || fail "$why: no message of its own"
}

printf 'CREATE TABLE a (t text DEFAULT %s);\n-- )" )sql" R"(x)" \\n ??/ \303\251\n' "'it''s'" >001_first.sql
printf 'SELECT 1;' >002_second.sql
printf 'SELECT 1;' >003_third.sql
printf 'SELECT 1;' >02_short.sql
printf 'SELECT 1;' >002_Upper.sql
printf 'SELECT \000;' >002_nul.sql
printf 'SELECT 1;\r\n' >002_crlf.sql

refuses 'no files'
refuses 'a gap' 001_first.sql 003_third.sql
refuses 'a first number other than 1' 002_second.sql
refuses 'a double number' 001_first.sql 002_second.sql 002_second.sql
refuses 'the wrong order' 002_second.sql 001_first.sql
refuses 'two digits' 001_first.sql 02_short.sql
refuses 'capital letters' 001_first.sql 002_Upper.sql
refuses 'a NUL byte' 001_first.sql 002_nul.sql
refuses 'a carriage return' 001_first.sql 002_crlf.sql
mkdir later
for number in 01 02 03 04 05 06 07 08 09 10 11 12 13; do printf 'SELECT 1;\n' >"later/0${number}_old.sql"; done
printf 'SELECT 1;\n' >later/014_undeclared.sql
printf -- '-- expand, nearly\nSELECT 1;\n' >later/014_nearly.sql
refuses 'a later file that is neither expand nor contract' later/0??_old.sql later/014_undeclared.sql
refuses 'a later file that is nearly expand' later/0??_old.sql later/014_nearly.sql
printf -- '-- expand\nSELECT 1;\n-- backfill\nUPDATE a SET t = 1\nWHERE t IS NULL;\n' >later/014_filled.sql
printf -- '-- contract\nSELECT 1;\n' >later/015_narrow.sql
sh "$root/sql/embed.sh" later/0??_old.sql later/014_filled.sql later/015_narrow.sql >later.cpp

refuses 'a missing file' 001_first.sql 002_absent.sql

sh "$root/sql/embed.sh" 001_first.sql 002_second.sql >migrations.cpp
cat >steps.cpp <<'END'
#include <cstdio>

#include "fcgi/db/migrations.h"

int main()
{
    for (const db::Migration& one : db::known_migrations().subspan(12))
        std::printf("%s %s|%s|%s\n", one.name.data(), one.step == db::Step::expand ? "expand" : "contract", one.sql,
                    one.backfill ? one.backfill : "none");
}
END
cat >main.cpp <<'END'
#include <cstdio>
#include <fstream>

#include "fcgi/db/migrations.h"

int main()
{
    for (const db::Migration& one : db::known_migrations()) {
        std::ofstream{std::string{one.name} + ".out"} << one.sql;
        std::printf("%d %s %s\n", one.number, one.name.data(), one.fingerprint.data());
    }
}
END
"${CXX:-g++}" -std=c++23 -Wall -Wextra -Werror -I"$root" -o print main.cpp migrations.cpp
./print >told
for file in 001_first 002_second; do
    cmp -s "$file.sql" "$file.out" || fail "$file.sql was changed on its way"
done
{
    echo "1 001_first $(sha256sum <001_first.sql | cut -d ' ' -f 1)"
    echo "2 002_second $(sha256sum <002_second.sql | cut -d ' ' -f 1)"
} >wanted
cmp -s wanted told || fail 'numbers, names or fingerprints differ'
"${CXX:-g++}" -std=c++23 -Wall -Wextra -Werror -I"$root" -o steps steps.cpp later.cpp
./steps >told
printf '%s|%s\n|%s\n' '013_old contract' 'SELECT 1;' none '014_filled expand' "$(printf -- '-- expand\nSELECT 1;')" \
    "$(printf 'UPDATE a SET t = 1\nWHERE t IS NULL;\n\001')" '015_narrow contract' \
    "$(printf -- '-- contract\nSELECT 1;')" none | tr -d '\001' >wanted
cmp -s wanted told || fail 'steps or backfills differ'
exit $status
