#!/bin/sh
# Installs what is missing, builds with sanitizers and passes all tests; `--full` tries every byte where
# the anomaly tests otherwise sample. Ends with ctest's summary.
set -eu
cd "$(dirname "$0")"
[ "${1:-}" != "--full" ] || export PAYCHECK_FULL=1
.ci/install
cmake --preset dev
cmake --build --preset dev
build/dev/paycheck rules test rules
build/dev/paycheck rules docs --check docs
exec ctest --preset dev
