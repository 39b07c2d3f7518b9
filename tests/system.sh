#!/usr/bin/env bash
# The programs that the tests use and no package index has: a browser, Java for the HTML
# validator, Node.js for the tools of package.json, LibreOffice, which opens, converts and edits
# what offices have, the module by which it is steered, validators of documents, and the web server
# of deploy/. What is missing is installed where this may be done (Debian and Ubuntu, as root);
# elsewhere it is named.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null 2>&1; }
has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
has java || missing+=(default-jre-headless)
has npm || missing+=(nodejs npm)
# Each application of LibreOffice is a package of its own.
soffice=$(readlink -f "$(command -v soffice || echo /nowhere/soffice)")
has_library() { compgen -G "$(dirname "$soffice")/$1.*" >/dev/null; }
has_library libsclo || missing+=(libreoffice-calc-nogui)
has_library libswlo || missing+=(libreoffice-writer-nogui)
/usr/bin/python3 -c "import uno" 2>/dev/null || missing+=(python3-uno)
has qpdf || missing+=(qpdf)
has pdfinfo || missing+=(poppler-utils)
has epubcheck || missing+=(epubcheck)
brotli=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
[ -e "$brotli" ] || missing+=(nginx-light libnginx-mod-http-brotli-static)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && has apt-get; then
  echo "Installing for the tests: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need: ${missing[*]}" >&2
  echo "On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
