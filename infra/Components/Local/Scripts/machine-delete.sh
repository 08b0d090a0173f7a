# Ends every process of the stack, those that others need last, and removes its folder, its link and its user.
control=(supervisorctl -c "$ROOT/supervisor/supervisord.conf")
if supervisor=$(cat "$ROOT/supervisor/supervisord.pid" 2> /dev/null) && kill -0 "$supervisor" 2> /dev/null; then
  # supervisord stops its units one after the other; asked for several at once it stops them together.
  for priority in $(sed -n 's/^priority=//p' "$ROOT"/supervisor/units/*.conf 2> /dev/null | sort -rnu); do
    mapfile -t units < <(grep -l "^priority=$priority\$" "$ROOT"/supervisor/units/*.conf | xargs -n 1 basename -s .conf)
    "${control[@]}" stop "${units[@]}" > /dev/null || true
  done
  "${control[@]}" shutdown > /dev/null || true
  for _ in $(seq 300); do
    kill -0 "$supervisor" 2> /dev/null || break
    sleep 0.1
  done
  if kill -0 "$supervisor" 2> /dev/null; then
    echo "supervisord (pid $supervisor) did not end within 30 s; what it runs is listed by: ps --ppid $supervisor" >&2
    exit 1
  fi
fi
rm -rf -- "${ROOT:?}"
[ -z "$LINK" ] || rm -f -- "$LINK"
if [ -n "$RUN_AS" ]; then
  rmdir --ignore-fail-on-non-empty "$(dirname "$ROOT")"
  if id -u "$RUN_AS" > /dev/null 2>&1 && ! message=$(userdel "$RUN_AS" 2>&1); then
    echo "user $RUN_AS was kept: $message" >&2
  fi
fi
