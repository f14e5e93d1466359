#!/bin/sh
# Writes requirements.txt: every package with its version and hashes, and no registry's address.
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pip-tools
"$work/venv/bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
  --no-emit-find-links --no-emit-trusted-host --no-header --extra test --output-file requirements.txt \
  pyproject.toml tools/build-requirements.in
# What fuzzing needs beside it; its wheels fit some Pythons only, so that it is no part of the above.
python3 -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["fuzz"], sep="\n")' \
  >"$work/fuzz.in"
"$work/venv/bin/pip-compile" --quiet --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host --no-header --output-file tools/fuzz-requirements.txt "$work/fuzz.in"
