# A program that runs once, to its end. ROOT NAME; standard input: the script
log=$ROOT/log/$NAME.log
mkdir -p "$ROOT/units/$NAME"
{ echo "#!/bin/bash"; cat; } > "$ROOT/units/$NAME/run.new"
chmod 0700 "$ROOT/units/$NAME/run.new"
mv "$ROOT/units/$NAME/run.new" "$ROOT/units/$NAME/run"
cd "$ROOT/units/$NAME"
code=0
env -i HOME="$ROOT/home" PATH="$PATH" LANG=C.UTF-8 ./run > "$log" 2>&1 || code=$?
if [ "$code" != 0 ]; then
  echo "$NAME ended with exit code $code; the end of $log:" >&2
  tail -n 20 "$log" >&2
  exit 1
fi
