#!/usr/bin/env bash
# Runs the named stages (default: all) and sums them up: tools/test.sh [STAGE...]
set -uo pipefail
cd "$(dirname "$0")/.."
# One thread each: where cores are shared, spinning threads make PyTorch 10 to 40 times slower.
export OMP_NUM_THREADS=1 KERAS_BACKEND=torch PYTHONUNBUFFERED=1

stages=(lint format types fast mutants notebooks browser binder)
run() {
    case $1 in
        lint) ruff check . ;;
        format) ruff format --check . ;;
        types) mypy ;;
        fast) python -m pytest ;;
        notebooks) python -m pytest -m notebook ;;
        browser) python -m pytest -m browser -n 0 ;;
        binder) python -m pytest -m binder ;;
        mutants) python -m pytest -m mutants ;;
        *) echo "There is no stage '$1'; choose from: ${stages[*]}." >&2; return 2 ;;
    esac
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
summary=() failed=0
for stage in "${@:-${stages[@]}}"; do
    echo "== $stage"
    SECONDS=0
    run "$stage" < /dev/null 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" -eq 0 ]; then verdict=ok; else verdict=FAILED failed=1; fi
    closing=$(tail -n 1 "$log" | tr -d '=' | sed 's/^ *//; s/ *$//')
    summary+=("$(printf '%-10s %-6s %4d s  %s' "$stage" "$verdict" "$SECONDS" "$closing")")
done
echo "== summary"
printf '%s\n' "${summary[@]}"
exit "$failed"
