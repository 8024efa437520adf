#!/bin/sh
# Makes bubblewrap available, or says which command does; never fails the build by itself.
command -v bwrap >/dev/null 2>&1 && exit 0
[ "$(uname -s)" = Linux ] || {
    echo "sandbox: bubblewrap runs on Linux only; see docs/security.md."
    exit 0
}
echo "sandbox: bubblewrap is not installed; trying the system's package manager."
if [ "$(id -u)" = 0 ]; then root=""; else root="sudo -n"; fi
if command -v apt-get >/dev/null 2>&1 &&
    { $root apt-get install -y -qq bubblewrap >/dev/null 2>&1 ||
        { $root apt-get update -qq && $root apt-get install -y -qq bubblewrap >/dev/null; }; }; then
    echo "sandbox: bubblewrap is installed."
else
    echo "sandbox: run  sudo apt-get install bubblewrap  and then make again." >&2
fi
exit 0
