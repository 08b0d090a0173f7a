# Stops a unit and forgets it.
rm -f "$ROOT/supervisor/units/$NAME.conf"
if supervisorctl -c "$ROOT/supervisor/supervisord.conf" pid > /dev/null 2>&1; then
  supervisorctl -c "$ROOT/supervisor/supervisord.conf" update "$NAME" > /dev/null
fi
rm -rf -- "$ROOT/units/$NAME" "$ROOT/log/$NAME.log"*
