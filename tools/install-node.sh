#!/bin/sh
# Makes sure that there is a Node with npm, by apt where that may be used, and says what is left out without. Node 18 of
# Debian 12 is enough. With CI=true a missing or too old Node is a failure.
without() {
  echo "$1: axe, Lighthouse and html-validate are left out of make test-pages."
  [ "$CI" != true ]
  exit
}
checked() {
  # The same range as "engines" in tests/pages/package.json.
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 6) || (a === 18 && b >= 19) ? 0 : 1)' && exit 0
  without "Node $(node --version) is too old, 18.19 or 20.6 is needed"
}
there() { command -v node >/dev/null && command -v npm >/dev/null; }
there && checked
command -v apt-get >/dev/null || without "No Node with npm, and no apt-get to install one"
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
  without "No Node with npm, and no right to install one (apt-get install nodejs npm)"
fi
export DEBIAN_FRONTEND=noninteractive
install() { $as_root apt-get install -y -q --no-install-recommends nodejs npm >/dev/null 2>&1; }
install || { $as_root apt-get update -q >/dev/null 2>&1 && install; }
there || without "Node and npm could not be installed"
checked
