#!/bin/sh
# Every file in /run/secrets becomes the variable of its name; then the service runs in this shell's place.
# Given to Docker as variables, secrets could be read by anybody who may inspect the container.
set -eu
for file in /run/secrets/*; do
  [ -f "$file" ] || continue
  value=$(cat "$file"; printf x)
  export "${file##*/}=${value%x}"
done
exec dotnet "/app/$SERVICE.dll" "$@"
