# Stops a unit and forgets it. The end of its log stays for whoever asks why it went: slipway logs NAME.last
rm -f "$ROOT/supervisor/units/$NAME.conf"
if supervisorctl -c "$ROOT/supervisor/supervisord.conf" pid > /dev/null 2>&1; then
  supervisorctl -c "$ROOT/supervisor/supervisord.conf" update "$NAME" > /dev/null
fi
[ ! -f "$ROOT/log/$NAME.log" ] || tail -c 1000000 "$ROOT/log/$NAME.log" > "$ROOT/log/$NAME.last.log"
rm -rf -- "$ROOT/units/$NAME" "$ROOT/log/$NAME.log"*
