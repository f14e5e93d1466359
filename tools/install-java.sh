#!/bin/sh
# Makes sure that there is a Java for EPUBCheck, by apt where that may be used. Never fails: the test decides.
command -v java >/dev/null && exit 0
command -v apt-get >/dev/null || { echo "No Java, and no apt-get to install one."; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
  echo "No Java, and no right to install one: apt-get install default-jre-headless"; exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get install -y -q --no-install-recommends default-jre-headless >/dev/null 2>&1 ||
  { $as_root apt-get update -q >/dev/null 2>&1 &&
    $as_root apt-get install -y -q --no-install-recommends default-jre-headless >/dev/null 2>&1; } ||
  echo "Java could not be installed."
exit 0
