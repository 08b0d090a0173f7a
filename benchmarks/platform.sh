#!/usr/bin/env bash
# How long the platform takes: a first `up` in a fresh copy of this checkout, preview and up without changes,
# `initiate` at 100 requests a second, destroy. Prints a table with the limit of each figure; exits 1 when one is missed.
#   benchmarks/platform.sh [base port]
# Packages of the distribution that are already installed are not installed again: for the figure of a bare machine,
# run it on one.
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
base=${1:-28500}
folder=$(mktemp -d)
copy=$folder/slipway
log=$folder/log
missed=0

finish() {
  (cd "$copy" && ./slipway destroy --yes -s bench) > /dev/null 2>&1 || true
  rm -rf -- "$folder"
}
trap finish EXIT

seconds() { # command: its wall-clock time in seconds; its output goes to the log
  local start end
  start=$(date +%s.%N)
  "$@" > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
  end=$(date +%s.%N)
  awk "BEGIN { print $end - $start }"
}

median() { # command: the median of five runs
  for _ in 1 2 3 4 5; do seconds "$@"; done | sort -n | sed -n 3p
}

row() { # name value limit unit
  local verdict=ok
  if ! awk "BEGIN { exit !($2 <= $3) }"; then
    verdict=MISSED
    missed=1
  fi
  printf '%-44s %9.2f %-3s limit %6s  %s\n' "$1" "$2" "$4" "$3" "$verdict"
}

mkdir -p "$copy"
(cd "$source" && git ls-files -z --cached --others --exclude-standard | while IFS= read -rd '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done | xargs -0 cp --parents -t "$copy")
cat > "$copy/Pulumi.bench.yaml" << YAML
config:
  slipway:target: local
  slipway:basePort: $base
  slipway:environment:
    DEMO_DATA: "true"
YAML
cat > "$copy/apps/Downloads/score-worker.bench.yaml" << 'YAML'
containers:
  worker:
    variables:
      Downloads__PreparationSeconds: "0"
YAML
cd "$copy"

echo "machine: $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GiB, $(. /etc/os-release && echo "$PRETTY_NAME"), .NET SDK $(dotnet --version)"
row "first up in a fresh copy (build, start)" "$(seconds ./slipway up --yes -s bench)" 300 s
row "preview without changes, median of 5" "$(median ./slipway preview -s bench)" 1.5 s
row "up without changes, median of 5" "$(median ./slipway up --yes -s bench)" 1.5 s
dotnet build "$source/benchmarks/Initiate" -c Release -o "$folder/initiate" -v quiet -nologo > "$log"
result=$(dotnet "$folder/initiate/Initiate.dll" "http://127.0.0.1:$base" 100 30)
row "initiate at 100 requests/s, p50" "$(sed -E 's/.*p50 ([0-9.]+) ms.*/\1/' <<< "$result")" 50 ms
row "initiate at 100 requests/s, p99" "$(sed -E 's/.*p99 ([0-9.]+) ms.*/\1/' <<< "$result")" 50 ms
echo "  ($result)"
row "destroy" "$(seconds ./slipway destroy --yes -s bench)" 10 s
exit $missed
