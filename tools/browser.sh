#!/usr/bin/env bash
# Sees to it that the browser tests find a Chromium: tools/browser.sh PYTHON
set -euo pipefail
python=$1

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" > /dev/null; then
        exit 0
    fi
done
if "$(dirname "$0")/system_package.sh" chromium 2> /dev/null; then
    exit 0
fi
"$python" -m playwright install chromium
