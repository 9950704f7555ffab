#!/usr/bin/env bash
# The browser in which the pages are tested, with the letters of the golden pictures: Debian's Chromium and DejaVu. Installs
# what is missing; on another system set CHROMIUM to the path of one.
set -euo pipefail

if [ -n "${CHROMIUM:-}" ] || { command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'DejaVu Serif'; }; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo 'No Chromium, and no apt-get to install it: set CHROMIUM to the path of one.' >&2
  exit 1
fi
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update
"${as_root[@]}" apt-get install --yes --no-install-recommends chromium fontconfig fonts-dejavu-core
