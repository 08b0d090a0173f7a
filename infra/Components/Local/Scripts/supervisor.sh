# supervisord, which keeps the stack's units running.
# ROOT  folder of the stack; standard input: supervisord.conf
cat > "$ROOT/supervisor/supervisord.conf.new"
mv "$ROOT/supervisor/supervisord.conf.new" "$ROOT/supervisor/supervisord.conf"
control=(supervisorctl -c "$ROOT/supervisor/supervisord.conf")
if ! "${control[@]}" pid > /dev/null 2>&1; then
  cd "$ROOT/home"
  env -i HOME="$ROOT/home" PATH="$PATH" LANG=C.UTF-8 supervisord -c "$ROOT/supervisor/supervisord.conf"
fi
for _ in $(seq 100); do
  if "${control[@]}" pid > /dev/null 2>&1; then
    echo "running"
    exit 0
  fi
  sleep 0.1
done
echo "supervisord does not answer on $ROOT/supervisor/supervisor.sock; its last words:" >&2
tail -n 20 "$ROOT/log/supervisord.log" >&2
exit 1
