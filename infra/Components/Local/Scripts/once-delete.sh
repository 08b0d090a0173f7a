rm -rf -- "$ROOT/units/$NAME" "$ROOT/log/$NAME.log"
