#!/bin/sh
# Fuzzes each target for so many seconds: tools/fuzz.sh SECONDS. Where there is no Atheris for this Python or system it
# says so, and is done.
seconds=${1:-60}
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
  -r tools/fuzz-requirements.txt || { echo "Fuzzing is left out: Atheris cannot be installed here."; exit 0; }
for target in front-matter body; do
  log=$(mktemp)
  .venv/bin/python fuzz/run.py "$target" -max_total_time="$seconds" -print_final_stats=1 >"$log" 2>&1 || {
    cat "$log"
    echo "Fuzzing found an input that raises; it is in fuzz/crashes/."
    exit 1
  }
  echo "$target: $(sed -n 's/^Done \(.*\)/\1/p' "$log"), no input raised"
  rm "$log"
done
