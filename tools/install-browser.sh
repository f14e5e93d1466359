#!/bin/sh
# Makes sure that there is a Chromium with its driver, by apt where that may be used. Never fails: the tests decide.
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
done
command -v apt-get >/dev/null || { echo "No Chromium, and no apt-get to install one."; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
  echo "No Chromium, and no right to install one: apt-get install chromium chromium-driver"; exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get install -y -q --no-install-recommends chromium chromium-driver >/dev/null 2>&1 ||
  { $as_root apt-get update -q >/dev/null 2>&1 &&
    $as_root apt-get install -y -q --no-install-recommends chromium chromium-driver >/dev/null 2>&1; } ||
  echo "Chromium could not be installed."
exit 0
