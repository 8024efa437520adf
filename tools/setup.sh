#!/bin/sh
# Creates the virtual environment from the hashed lock file: tools/setup.sh VENV
set -eu
venv="$1"

find_python() {
    for candidate in "${GRADER_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

if ! python=$(find_python); then
    echo "setup: no Python 3.11, 3.12 or 3.13 was found, and TensorFlow has wheels for these only." >&2
    echo "       Install one of them, or name it: make setup GRADER_PYTHON=/path/to/python3.12" >&2
    exit 4
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "setup: $python cannot create virtual environments; installing python$version-venv."
    as_root apt-get update -qq && as_root apt-get install -y -qq "python$version-venv" || {
        echo "setup: run  sudo apt-get install python$version-venv  and then make again." >&2
        exit 4
    }
fi

echo "setup: creating $venv with $("$python" --version); this downloads about 1 GB once."
"$python" -m venv --clear "$venv"
"$venv/bin/python" -m pip install --disable-pip-version-check --quiet --progress-bar off \
    --require-hashes --only-binary :all: -r requirements.lock
touch "$venv/.ready"
echo "setup: $venv is ready."
