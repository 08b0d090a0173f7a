# A unit: one program that supervisord keeps running. Put in place, started or changed here, and waited for.
# What does not become ready is taken back: a new unit is removed, a changed one gets its previous form again.
#   operation     create or update
#   ROOT NAME     folder of the stack, name of the unit
#   PRIORITY      units with smaller numbers stop later
#   STOP_SIGNAL STOP_SECONDS  how it is asked to stop, and how long it may take before it is killed
#   READY READY_SECONDS       what to wait for: a http:// address, tcp:<port>, command:<shell command>, or nothing
#   RELOAD        what makes it read changed configuration again: a signal or command:<shell command>; empty: it is restarted for that
#   CONFIGURATION hash of the files it reads
# Standard input: the script that becomes the program.
unit=$ROOT/units/$NAME
conf=$ROOT/supervisor/units/$NAME.conf
log=$ROOT/log/$NAME.log

control() { supervisorctl -c "$ROOT/supervisor/supervisord.conf" "$@" > /dev/null; }
state() { supervisorctl -c "$ROOT/supervisor/supervisord.conf" status "$NAME" 2> /dev/null | awk '{print $2}'; }
# Whether its process is there; supervisord says STARTING for the first second.
runs() { case $(state) in RUNNING | STARTING) true ;; *) false ;; esac; }

# Takes standard input as the new content of file $1 with mode $2, keeps the old one beside it; true when it changed.
replace() {
  cat > "$1.new"
  chmod "$2" "$1.new"
  if cmp -s "$1" "$1.new"; then
    rm "$1.new"
    return 1
  fi
  [ ! -f "$1" ] || mv "$1" "$1.previous"
  mv "$1.new" "$1"
}

# What every program starts with: the children of a killed predecessor may hold its port and are ended first.
# They are known by the process group it left, and by the folder they run in.
program_start() {
  cat << 'START'
#!/bin/bash
for left in $(pgrep -g "$(cat group 2> /dev/null || echo none)" 2> /dev/null); do
  [ "$(readlink "/proc/$left/cwd")" != "$PWD" ] || kill -KILL "$left"
done
echo $$ > group
START
}

put_back() {
  if [ "$operation" = create ]; then
    rm -f "$conf"
    control update "$NAME" || true
    rm -rf -- "$unit"
    echo "unit $NAME was removed again" >&2
  else
    [ ! -f "$unit/run.previous" ] || mv "$unit/run.previous" "$unit/run"
    [ ! -f "$conf.previous" ] || mv "$conf.previous" "$conf"
    control update "$NAME" || true
    control restart "$NAME" || true
    echo "unit $NAME runs in its previous form again" >&2
  fi
}

mkdir -p "$unit"
rm -f "$unit/run.previous" "$conf.previous"
run_changed=0
conf_changed=0
{ program_start; cat; } | replace "$unit/run" 0700 && run_changed=1
replace "$conf" 0600 << CONF && conf_changed=1
[program:$NAME]
command=$unit/run
directory=$unit
priority=$PRIORITY
autostart=true
autorestart=true
startsecs=1
startretries=1000000
stopsignal=$STOP_SIGNAL
stopwaitsecs=$STOP_SECONDS
killasgroup=true
redirect_stderr=true
stdout_logfile=$log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=5
CONF

seen=$(stat -c %s "$log" 2> /dev/null || echo 0)
# Whether that went well is for the wait below to find out.
if [ "$conf_changed" = 1 ]; then
  control update "$NAME" || true
elif [ "$run_changed" = 0 ] && [ -n "$RELOAD" ] && runs; then
  case $RELOAD in
    command:*) bash -euo pipefail -c "${RELOAD#command:}" || true ;;
    *) control signal "$RELOAD" "$NAME" || true ;;
  esac
else
  control restart "$NAME" || true
fi

ready() {
  case $READY in
    http://*) curl -fsS --max-time 2 -o /dev/null "$READY" 2> /dev/null ;;
    tcp:*) (exec 3<> "/dev/tcp/127.0.0.1/${READY#tcp:}") 2> /dev/null ;;
    command:*) bash -c "${READY#command:}" > /dev/null 2>&1 ;;
    *) [ "$(state)" = RUNNING ] ;;
  esac
}

end=$((SECONDS + READY_SECONDS))
tries=0
ended=0
until ready; do
  tries=$((tries + 1))
  if [ $((tries % 10)) = 0 ]; then
    case $(state) in BACKOFF | FATAL | EXITED) ended=$((ended + 1)) ;; esac
  fi
  if [ $SECONDS -ge $end ] || [ $ended -ge 3 ]; then
    if [ $ended -ge 3 ]; then
      echo "$NAME ends again and again; the end of its log:" >&2
    else
      echo "$NAME is not ready after $READY_SECONDS s (asked ${READY:-supervisord}); the end of its log:" >&2
    fi
    [ "$(stat -c %s "$log" 2> /dev/null || echo 0)" -ge "$seen" ] || seen=0
    tail -c "+$((seen + 1))" "$log" 2> /dev/null | tail -n 20 >&2
    put_back
    exit 1
  fi
  sleep 0.1
done
rm -f "$unit/run.previous" "$conf.previous"
