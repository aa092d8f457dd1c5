#!/bin/sh
# Makes the certificates of the TLS tests: an authority, a server on loopback, and a server elsewhere.
# Their keys are public, so nothing may ever trust this authority but these tests.
set -eu
cd "$(dirname "$0")"
key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }
key > authority.key
openssl req -x509 -new -key authority.key -days 36500 -subj "/CN=Farthing tests" -out authority.pem \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
for server in loopback:IP:127.0.0.1 elsewhere:DNS:elsewhere.example; do
  name=${server%%:*}
  key > "$name.key"
  openssl req -new -key "$name.key" -subj "/CN=$name" -addext "subjectAltName=${server#*:}" |
    openssl x509 -req -CA authority.pem -CAkey authority.key -days 36500 -copy_extensions copy > "$name.crt"
  cat "$name.key" "$name.crt" > "$name.pem"
  rm "$name.key" "$name.crt"
done
rm authority.key
