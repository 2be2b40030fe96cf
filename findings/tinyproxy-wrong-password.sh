#!/usr/bin/env bash
# tinyproxy 1.11.1 answers a wrong proxy password with 401 and WWW-Authenticate, as if the server had refused.
#
# Expected by a reader: 407 with Proxy-Authenticate, as it answers when there is no password at all (RFC 9110, 15.5.8).
# Seen: 407 without a password, 401 Unauthorized with a wrong one.
# Met by: clients that take a 401 for the server's, drop their token and ask for a new one, and whoever reads their log.
set -euo pipefail
version=1.11.1-2.1+deb12u1
work=$(mktemp -d)
proxy=
trap '[ -z "$proxy" ] || kill "$proxy" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "tinyproxy-bin=$version" 2>/dev/null || {
  echo "tinyproxy-bin $version cannot be had here: Debian 12 is needed, with its list of packages up to date." >&2
  exit 2
}
dpkg-deb -x ./*.deb .
port=$((20000 + RANDOM % 10000))
cat >tinyproxy.conf <<CONF
Port $port
Listen 127.0.0.1
Allow 127.0.0.1
BasicAuth jenkins right
CONF
usr/bin/tinyproxy -d -c tinyproxy.conf >said.txt 2>&1 &
proxy=$!
for _ in {1..50}; do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  sleep 0.1
done
ask() {
  curl -s --max-time 10 -o /dev/null -D - -x "http://127.0.0.1:$port" "$@" http://server.example/ | tr -d '\r' |
    grep -iE '^(HTTP|.*-Authenticate)'
}
{
  echo 'no password:'
  ask
  echo 'a wrong password:'
  ask -U jenkins:wrong
} | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
no password:
HTTP/1.0 407 Proxy Authentication Required
Proxy-Authenticate: Basic realm="Tinyproxy"
a wrong password:
HTTP/1.0 401 Unauthorized
WWW-Authenticate: Basic realm="Tinyproxy"
SEEN
