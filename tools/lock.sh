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
