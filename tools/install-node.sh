#!/bin/sh
# Makes sure that there are Node and the packages of tests/pages, by apt where that may be used, and says what is left
# out without. Node 18 of Debian 12 is enough. With CI=true a missing or too old Node is a failure.
cd "$(dirname "$0")/../tests/pages" || exit 1

without() {
  echo "$1: axe, Lighthouse and html-validate are left out of make test-pages."
  [ "$CI" != true ]
  exit
}
there() { command -v node >/dev/null && command -v npm >/dev/null; }

if ! there; then
  command -v apt-get >/dev/null || without "No Node with npm, and no apt-get to install one"
  if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
    without "No Node with npm, and no right to install one (apt-get install nodejs npm)"
  fi
  export DEBIAN_FRONTEND=noninteractive
  install() { $as_root apt-get install -y -q --no-install-recommends nodejs npm >/dev/null 2>&1; }
  install || { $as_root apt-get update -q >/dev/null 2>&1 && install; }
  there || without "Node and npm could not be installed"
fi

# The same range as "engines" in package.json.
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
  process.exit(a > 20 || (a === 20 && b >= 6) || (a === 18 && b >= 19) ? 0 : 1)' ||
  without "Node $(node --version) is too old, 18.19 or 20.6 is needed"

# Again only when the lock has changed. No package's own script is run.
if [ ! -e node_modules/.done ] || [ package-lock.json -nt node_modules/.done ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || without "npm ci failed"
  touch node_modules/.done
fi
