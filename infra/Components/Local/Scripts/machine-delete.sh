# Ends every process of the stack and removes its folder, its link and its user.
if [ -f "$ROOT/supervisor/supervisord.pid" ]; then
  supervisor=$(cat "$ROOT/supervisor/supervisord.pid")
  if kill -TERM "$supervisor" 2> /dev/null; then
    for _ in $(seq 600); do
      kill -0 "$supervisor" 2> /dev/null || break
      sleep 0.05
    done
    if kill -0 "$supervisor" 2> /dev/null; then
      echo "supervisord (pid $supervisor) did not end within 30 s; its services are listed by: ps --ppid $supervisor" >&2
      exit 1
    fi
  fi
fi
rm -rf -- "${ROOT:?}"
[ -z "$LINK" ] || rm -f -- "$LINK"
if [ -n "$RUN_AS" ]; then
  rmdir --ignore-fail-on-non-empty "$(dirname "$ROOT")"
  ! id -u "$RUN_AS" > /dev/null 2>&1 || userdel "$RUN_AS" 2> /dev/null || echo "user $RUN_AS still has processes and was kept" >&2
fi
