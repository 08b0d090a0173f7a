#!/usr/bin/env bash
# Whether releases lose anything: constant load and open event streams on a stack of a fresh copy of this checkout, while it is
# released, fails to release, is rolled back, its router reloads, and whoever drives a release is killed at every step.
#   benchmarks/releases.sh [--releases 20] [--failed 10] [--rollbacks 10] [--reloads 10] [--kills 10] [--rate 500] [--streams 50] [--port 28700]
# Prints what was sent and what failed, and exits 1 when anything did. Takes about half an hour as it is.
set -euo pipefail
releases=20 failed=10 rollbacks=10 reloads=10 kills=10 rate=500 streams=50 port=28700
while [ $# -gt 1 ]; do
  case $1 in
    --releases | --failed | --rollbacks | --reloads | --kills | --rate | --streams | --port) printf -v "${1#--}" %s "$2" ;;
    *) echo "unknown: $1" >&2; exit 2 ;;
  esac
  shift 2
done
source=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
copy=$folder/slipway
wrong=0

finish() {
  exec 3>&- || true
  (cd "$copy" && ./slipway destroy --yes -s bench) > /dev/null 2>&1 || true
  rm -rf -- "$folder"
}
trap finish EXIT

mkdir -p "$copy"
(cd "$source" && git ls-files -z --cached --others --exclude-standard | while IFS= read -rd '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done | xargs -0 cp --parents -t "$copy")
cd "$copy"
cat > Pulumi.bench.yaml << YAML
config:
  slipway:target: local
  slipway:basePort: $port
  slipway:workloads: ["apps/Portfolio/score.yaml", "apps/Downloads/score*.yaml"]
  slipway:environment:
    DEMO_DATA: "true"
  slipway:rollout:
    bake: 5s
    patience: 0s
    probeEvery: 500ms
YAML
# Downloads that take long enough for their streams to live through everything.
cat > apps/Downloads/score-worker.bench.yaml << 'YAML'
containers:
  worker:
    variables:
      Downloads__PreparationSeconds: "600"
      Downloads__Concurrency: "64"
YAML
# A service that can be told to go wrong some time after it was found healthy.
cat > apps/Portfolio/Program.cs << 'CS'
using Slipway.Portfolio;

var started = DateTime.UtcNow;
return await PortfolioService.Define().WithRoutes(app => app.Use(async (context, next) =>
{
    var goesWrong = double.TryParse(Environment.GetEnvironmentVariable("FAIL_AFTER_SECONDS"), out var seconds) && DateTime.UtcNow - started > TimeSpan.FromSeconds(seconds);
    if (goesWrong && context.Request.Path.StartsWithSegments("/insights")) context.Response.StatusCode = 500;
    else await next(context);
})).RunAsync(args);
CS

version=0
describe() { # more lines of variables: another version of both services, without another build
  version=$((version + 1))
  for service in Portfolio Downloads; do
    printf 'containers:\n  api:\n    variables:\n      RELEASE: "%s"\n' "$version" > "apps/$service/score.bench.yaml"
  done
  for line in "$@"; do
    printf '      %s\n' "$line" >> apps/Portfolio/score.bench.yaml
  done
}

mark() { echo "$1" >&3; }

# Runs up; the switch and the two seconds after it are marked. Leaves the exit code in $code and the seconds to live in $live.
# kill_at: the process is killed when it has said so many lines. Leaves in $lines how many it said.
up() {
  local kill_at=${1:-0} start line pid
  lines=0
  start=$(date +%s.%N)
  live=-
  mark release
  mkfifo "$folder/said"
  ./slipway up --yes -s bench > "$folder/out" 2> "$folder/said" &
  pid=$!
  while IFS= read -r line; do
    echo "$line" >> "$folder/log"
    lines=$((lines + 1))
    if [[ $line == *"100 % of the traffic"* ]]; then
      live=$(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $start }")
      mark switch
      (sleep 2 && mark release) &
    fi
    if [ "$lines" = "$kill_at" ]; then kill -KILL "$pid" 2> /dev/null || true; fi
  done < "$folder/said"
  code=0
  wait "$pid" || code=$?
  rm "$folder/said"
  mark settle
}

expect() { # what, wanted, seen
  [ "$2" = "$3" ] || { echo "$1: expected $2, was $3; the last lines were:"; tail -n 5 "$folder/log"; wrong=1; }
}

pids() { ./slipway status -s bench --json | grep -A 12 "\"name\": \"portfolio-$1-api\"" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p' | head -n 1; }
phase() { ./slipway release status portfolio -s bench --json | sed -n 's/.*"phase": "\(.*\)",/\1/p'; }
slot() { ./slipway release status portfolio -s bench --json | sed -n 's/.*"stable": "\(.*\)",/\1/p'; }

describe
./slipway up --yes -s bench > "$folder/log" 2>&1 || { tail -n 20 "$folder/log"; exit 1; }
dotnet build benchmarks/Releases -c Release -o "$folder/load" -v quiet -nologo > "$folder/log"
mkfifo "$folder/marks"
dotnet "$folder/load/Releases.Benchmarks.dll" "http://127.0.0.1:$port" "$rate" "$streams" < "$folder/marks" > "$folder/report" &
load=$!
exec 3> "$folder/marks"
echo "machine: $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg), $(. /etc/os-release && echo "$PRETTY_NAME")"
# Rest is what holds when nothing was released for a while.
mark settle
sleep 30
mark rest
sleep 30

times=()
for ((i = 0; i < releases; i++)); do
  describe
  up
  expect "release $i" 0 "$code"
  times+=("$live")
  sleep 3
done
echo "releases: $releases; seconds from command to live: ${times[*]}"

for ((i = 0; i < failed; i++)); do
  before=$(pids "$(slot)")
  describe 'Database__Port: "none"'
  up
  expect "release $i that must fail" 5 "$code"
  expect "process id of the old slot" "$before" "$(pids "$(slot)")"
done
echo "releases that did not start: $failed"

describe
up
for ((i = 0; i < rollbacks; i++)); do
  mark switch
  ./slipway release rollback portfolio -s bench > "$folder/out" 2>&1 || expect "rollback $i" 0 $?
  sleep 2
  mark settle
  sleep 2
done
echo "rollbacks: $rollbacks"

root=$(./slipway output live -s bench --json | sed -n 's/.*"root": "\(.*\)".*/\1/p')
for ((i = 0; i < reloads; i++)); do
  mark reload
  "$root/config/reload-nginx"
  sleep 2
  mark settle
  sleep 1
done
echo "reloads of the router: $reloads"

describe
up
all=$lines killed=()
for ((i = 1; i <= kills; i++)); do
  describe
  up $((1 + (i - 1) * (all - 1) / kills))
  killed+=("$lines:$(phase)")
  [ "$code" = 137 ] || expect "driver $i that is killed" 137 "$code"
  up
  expect "the next driver after one was killed at line $lines" 0 "$code"
  ./slipway release status -s bench > "$folder/out" 2>&1 || expect "what is live, by the router" "as recorded" "$(cat "$folder/out")"
done
echo "drivers killed: $kills, by the line of $all they had come to and the phase they left: ${killed[*]}"
mark end
exec 3>&-
wait "$load" || wrong=1
cat "$folder/report"

# The version that goes wrong is meant to fail requests: it is not part of the counts above.
describe 'FAIL_AFTER_SECONDS: "12"'
sed -i 's/bake: 5s/bake: 60s/' Pulumi.bench.yaml
before=$(pids "$(slot)")
(while :; do curl -s -o /dev/null -H "Host: portfolio.localhost" "http://127.0.0.1:$port/insights"; done) &
asking=$!
start=$(date +%s)
exec 3> /dev/null
up
kill "$asking"
expect "a version that fails after the switch" 5 "$code"
expect "process id of the old slot" "$before" "$(pids "$(slot)")"
echo "a version that fails after the switch was taken back $(($(date +%s) - start)) s after the command, the old slot kept its process ids"
exit $wrong
