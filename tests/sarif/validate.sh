#!/bin/sh
# validate.sh PAYCHECK FIXTURES TOOLS: every fixture's SARIF against the schema and against the
# Sarif.Multitool's rules for SARIF and for GitHub; not one error or warning is let through. Each sees
# what the other misses. The validators are npm packages, installed into TOOLS once; where they cannot
# be had the test is skipped (77) and says so.
set -eu
paycheck=$1 fixtures=$2 tools=$3
here=$(cd "$(dirname "$0")" && pwd)

skip() {
  echo "SKIPPED: $1"
  exit 77
}

mkdir -p "$tools"
command -v npm > /dev/null && command -v node > /dev/null || skip "npm and node are needed to fetch the validators"
if ! [ -e "$tools/installed" ]; then
  (cd "$tools" && printf '{"private": true}\n' > package.json &&
    timeout 500 npm install --no-audit --no-fund --ignore-scripts --save-exact \
      @microsoft/sarif-multitool@5.7.0 ajv@8.17.1 ajv-formats@3.0.1 > npm.log 2>&1) ||
    skip "npm cannot install the validators, see $tools/npm.log"
  touch "$tools/installed"
fi
# The package's own starter passes its arguments through a shell that cuts them at the semicolon.
multitool=$tools/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
[ -e "$multitool" ] || skip "the Multitool has no build for this machine"
chmod u+x "$multitool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

logs=$tools/logs
rm -rf "$logs"
mkdir -p "$logs"
for tree in "$fixtures"/*/cdktf.out; do
  name=$(basename "$(dirname "$tree")")
  "$paycheck" scan "$tree" --root "$(dirname "$tree")" --no-config --preview --fail-on none \
    -f sarif > "$logs/$name.sarif" || [ $? = 3 ]
  "$multitool" validate "$logs/$name.sarif" --rule-kind 'Sarif;Ghas' --level 'Error;Warning;Note' \
    --output "$logs/$name.validation" --log ForceOverwrite > "$logs/$name.out" 2>&1 ||
    { cat "$logs/$name.out"; exit 1; }
done
NODE_PATH=$tools/node_modules exec node "$here/verdict.js" \
  "$tools/node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json" "$logs"
