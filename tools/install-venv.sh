#!/bin/sh
# Debian has `python3 -m venv` in a package of its own.
command -v apt-get >/dev/null || { echo "python3 -m venv does not work, and there is no apt-get to mend it."; exit 1; }
rm -rf .venv
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
$as_root apt-get update -q && $as_root apt-get install -y -q --no-install-recommends python3-venv
