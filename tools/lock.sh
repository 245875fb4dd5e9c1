#!/usr/bin/env bash
# Refreshes constraints.txt: resolves the pinned requirements in a clean environment and
# records every version found. Run with the lowest supported Python, so that the versions
# chosen suit the later ones too.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp requirements.txt requirements-dev.txt "$scratch/"
: > "$scratch/constraints.txt"  # the copies name this one: nothing is held back
tools/venv.sh "$scratch/venv"
"$scratch/venv/bin/python" -m pip install -r "$scratch/requirements-dev.txt"
{
    echo "# Every version of the tested environment, written by 'make lock'; do not edit."
    "$scratch/venv/bin/python" -m pip freeze --exclude-editable | sed 's/+cpu$//'
} > "$scratch/lock"
cp "$scratch/lock" constraints.txt
