#!/bin/sh
# Installs what is missing, builds the static binary build/release/paycheck and scans a bundled fixture.
set -eu
cd "$(dirname "$0")"
.ci/install
cmake --workflow --preset release
echo
build/release/paycheck scan fixtures/payment-ideal/cdktf.out --no-config || [ $? -eq 1 ]
