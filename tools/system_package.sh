#!/usr/bin/env bash
# Installs Debian packages when that needs no password: tools/system_package.sh NAME...
set -euo pipefail
if ! command -v apt-get > /dev/null; then
    echo "Please install $* with your system's package manager, then try again." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "Please run 'sudo apt-get install $*', then try again." >&2
    exit 1
fi
"${as_root[@]+"${as_root[@]}"}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]+"${as_root[@]}"}" apt-get install -y -qq "$@" >&2
