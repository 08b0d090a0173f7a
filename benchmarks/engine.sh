#!/usr/bin/env bash
# The engine's times and memory, built as the command line is: compiled ahead of time.
#   benchmarks/engine.sh [--runs N] [--terraform no] [--write docs/benchmarks.md]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(mktemp -d)
trap 'rm -rf -- "$build"' EXIT
dotnet publish "$root/benchmarks/Engine" -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$build" -nologo -v quiet >&2
dotnet "$build/Engine.Benchmarks.dll" "$@"
