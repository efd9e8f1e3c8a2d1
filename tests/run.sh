# The command `credit test`, read by the launcher: its functions and variables are those of ../credit.
# shellcheck shell=sh disable=SC2154

# The browser tests want a browser and Chinese letters; where they cannot be had, those tests say so themselves.
debian_packages() {
    missing=''
    command -v dpkg-query >/dev/null 2>&1 || return 0
    for package in chromium fonts-noto-cjk; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || :
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    may_apt || { say "not installed:$missing (needs root); tests that use them are skipped" && return 0; }
    say "installing Debian packages:$missing"
    # shellcheck disable=SC2086 # a list of words
    patiently apt_install $missing || say "apt-get did not succeed, see $log; tests that use$missing are skipped"
}

check() {
    say "$*"
    "$venv/bin/python" -m "$@" || failed="$failed $1"
}

# Tests that wait for processes and servers; they run beside all others, which saves a third of the time.
WAITING='tests/flows tests/nights tests/launcher tests/bench tests/sources tests/fuzz'

check_tests() {
    say "pytest -q, in two parts at the same time"
    others='' passed=yes
    for folder in $WAITING; do others="$others --ignore=$folder"; done
    # shellcheck disable=SC2086 # lists of words
    "$venv/bin/python" -m pytest -q -p no:cacheprovider $WAITING >"$venv/waiting.log" 2>&1 &
    waiting=$!
    # shellcheck disable=SC2086
    "$venv/bin/python" -m pytest -q $others || passed=no
    wait "$waiting" || passed=no
    cat "$venv/waiting.log"
    [ "$passed" = yes ] || failed="$failed pytest"
}

test_help() {
    cat <<'HELP'
Usage: credit test [PYTEST ARGUMENTS]

  Sets up and runs everything the continuous integration runs: ruff (lint and
  format), mypy (types), pytest (all tests). Ends with pytest's closing line;
  the exit code is 0 only when all of them passed.

  The first time it installs the developers' tools into .venv and, as root on
  Debian, the packages chromium and fonts-noto-cjk. Tests that need a browser
  or a server which is not there are skipped and say so; with CI=true, or with
  CREDIT_MAY_SKIP=0, such a skip is a failure.

  With arguments only pytest runs, and gets them:
    credit test -k receipts
    credit test tests/scoring -x

  --setup  only sets up, runs nothing
  --help   this text
HELP
}

run_tests() {
    case "${1:-}" in -h | --help) test_help && exit 0 ;; esac
    ready requirements-dev.lock
    cd "$root" || exit
    debian_packages
    [ "${1:-}" != --setup ] || exit 0
    [ $# = 0 ] || exec "$venv/bin/python" -m pytest "$@"
    failed=''
    check ruff check .
    check ruff format --check .
    check mypy
    check_tests
    [ -z "$failed" ] || { say "failed:$failed" && exit 1; }
    exit 0
}
