#!/bin/bash
# The Debian package as a sysadmin meets it: built, looked at by lintian, installed on a bare Debian, installed again,
# started by a systemd of its own and restarted under load, removed, purged. Says TAP. Needs root, and the network
# for Debian's packages.
#
# BUILD_DIR (build): programs that are up to date are not made again. RESTART_REQUESTS (20000): how many requests a
# restart, and a reload, has to bear.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
export LC_ALL=C.UTF-8 BUILD_DIR=${BUILD_DIR:-build}
readonly PACKAGE=/root/latchkey.deb ENV_FILE=/etc/latchkey/latchkey.env

if grep -qs __asan_init "$BUILD_DIR/latchkey"; then
    echo '# sanitized programs are not for a package: not tried'
    exit 0
fi
if ((EUID != 0)); then exec sudo -n -- env BUILD_DIR="$BUILD_DIR" RESTART_REQUESTS="${RESTART_REQUESTS-}" "$0"; fi
# Mounts and processes end with us, whatever happens.
if [[ ${1-} != inside ]]; then
    exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc -- "$0" inside
fi

# shellcheck source-path=SCRIPTDIR
source tests/package/tree.bash
# shellcheck source-path=SCRIPTDIR
source tests/package/checks.bash
# shellcheck source-path=SCRIPTDIR
source tests/package/letters.bash
# shellcheck source-path=SCRIPTDIR
source tests/package/operations.bash

work=$(mktemp -d /var/tmp/lk-package.XXXXXX)
tree=$work/tree
trap 'umount -R -- "$tree" 2>/dev/null; rm -rf --one-file-system -- "$work"' EXIT
failed=0

build_package
judge 'the package is built, of the objects that are there' built_once
judge 'lintian has nothing to say' lintian_is_silent
bare_tree
put_package
judge 'it makes the user latchkey, who can sign in nowhere' user_is_made
judge 'it makes an env file of its own keys, for root and the group only' env_file_is_made
judge 'the program takes that env file' env_file_is_good
judge 'it enables and starts nothing, and says what to type' starts_nothing
judge 'every program has its page, and the shell completes sentences' pages_and_words
judge 'installed once more it keeps the env file, and says how to change over' keeps_env_file
if boot; then
    judge 'three edits and the words it said give a running service' quick_start
    judge 'beside each worker a process hashes that gives way to the rest' hashes_beside
    judge 'a secret in the credential store comes first' credential_counts
    judge 'a letter goes encrypted to a mail server whose certificate holds' goes_encrypted
    judge 'a letter refused for now arrives later, once' waits_out_what_passes
    judge 'a letter refused for good holds up nothing, and nobody else gets it' parks_what_is_refused
    judge 'a letter whose server hung up behind its end arrives once' comes_once_after_a_hangup
    judge 'a server whose certificate nobody vouches for gets nothing' trusts_nobodys_certificate_with_nothing
    judge 'workers restarted under load fail no request' restarts_fail_nothing
    judge 'workers that reload under load fail no request, and do what the configuration says' reloads_fail_nothing
    judge 'a reload with a mistake fails, and what runs goes on as it was' keeps_the_old_configuration
    judge 'typed as documented: one worker more and one less' one_more_and_one_less
    judge 'typed as documented: a signing key from the credential store' key_from_the_credential_store
    judge 'typed as documented: both keys are changed for new ones, and nobody notices' keys_change
    judge 'typed as documented: the cleanup, the audit, the letters that wait, a ban' tidied_and_asked
    judge 'typed as documented: an upgrade' upgrade
    judge 'typed as documented: everything is lost, and back from the backup' back_from_a_backup
    judge 'typed as documented: an owner for the database, and workers that read no password hash' two_roles
    judge 'typed as documented: logs in files of their own, rotated' plain_files
    judge 'the example site serves the pages, and a file of the sysadmin in place of ours' example_site_serves_pages
    judge 'the timer for the cleanup waits, and what it starts succeeds' cleans_up
    judge 'stopping the target stops everything' stops
    halt
else
    echo '# no systemd can be booted here: starting and restarting is not tried'
fi
judge 'removed, it leaves the env file and nothing that runs' removed
judge 'purged, it takes what it made and nothing else' purged
exit "$failed"
