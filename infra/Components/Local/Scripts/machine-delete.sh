# Ends every process of the stack, those that others need last, and removes its folder, its link and its user.
# All there is goes with the folder, so nobody is waited for long.
patience=3
socket=$ROOT/supervisor/supervisor.sock

# supervisord's own interface (supervisord.org/api.html): its command line stops one process after the other.
call() {
  local parameters="" value
  for value in "${@:2}"; do
    parameters+="<param><value>$value</value></param>"
  done
  curl -fsS --unix-socket "$socket" -H 'Content-Type: text/xml' \
    -d "<?xml version=\"1.0\"?><methodCall><methodName>supervisor.$1</methodName><params>$parameters</params></methodCall>" http://supervisor/RPC2
}

if supervisor=$(cat "$ROOT/supervisor/supervisord.pid" 2> /dev/null) && kill -0 "$supervisor" 2> /dev/null; then
  for priority in $(sed -n 's/^priority=//p' "$ROOT"/supervisor/units/*.conf 2> /dev/null | sort -rnu); do
    mapfile -t units < <(grep -l "^priority=$priority\$" "$ROOT"/supervisor/units/*.conf | xargs -n 1 basename -s .conf)
    for unit in "${units[@]}"; do
      call stopProcess "<string>$unit</string>" "<boolean>0</boolean>" > /dev/null || true
    done
    end=$((SECONDS + patience))
    while [ $SECONDS -lt $end ] && [[ $(call getAllProcessInfo) == *'<string>STOPPING</string>'* ]]; do
      sleep 0.1
    done
    for unit in "${units[@]}"; do
      call signalProcess "<string>$unit</string>" "<string>KILL</string>" > /dev/null || true
    done
  done
  kill -TERM "$supervisor" || true
  for _ in $(seq 100); do
    kill -0 "$supervisor" 2> /dev/null || break
    sleep 0.1
  done
  if kill -0 "$supervisor" 2> /dev/null; then
    echo "supervisord (pid $supervisor) did not end within 10 s; what it runs is listed by: ps --ppid $supervisor" >&2
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
