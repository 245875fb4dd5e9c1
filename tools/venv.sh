#!/usr/bin/env bash
# Creates the virtual environment FOLDER with Python 3.11 or later: tools/venv.sh FOLDER
# PYTHON names the interpreter to use; by default the newest suitable one on the PATH.
set -euo pipefail
folder=$1
export PIP_DISABLE_PIP_VERSION_CHECK=1

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "The course needs Python 3.11 or later, and ${PYTHON:-python3} is" \
        "$("${PYTHON:-python3}" --version 2>/dev/null || echo missing):" \
        "install one and run 'make PYTHON=/path/to/python3.11 ...'." >&2
    return 1
}

python=$(find_python)
# Debian ships Python without ensurepip; the package python3-venv holds it.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$(dirname "$0")/system_package.sh" python3-venv
fi
"$python" -m venv "$folder"
