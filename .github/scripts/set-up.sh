#!/bin/sh
# Installs the packages of requirements.txt (where it has hashes pip takes nothing else) and, in the repository of the
# program itself, the program from its sources.
set -e
python -m pip install --disable-pip-version-check -r requirements.txt
if [ -f pyproject.toml ]; then
  python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
