# Makes nginx read its configuration again. It ends connections that are open but idle when it does, and a request may just be on
# its way on one. So answers first tell clients to close them, until none is left or three seconds are over.
#   CLOSING  file that makes nginx say so    STATUS  socket of its figures    PID  file with its process id
master=$(cat "$PID")
waiting() { curl -fsS --max-time 2 --unix-socket "$STATUS" http://localhost/stub_status | sed -n 's/.*Waiting: \([0-9]*\).*/\1/p'; }
# One that shuts down says so in its title.
taking() { pgrep -P "$master" -fx 'nginx: worker process *' || true; }

trap 'rm -f -- "$CLOSING"' EXIT
: > "$CLOSING"
end=$((SECONDS + 3))
until [ "$(waiting)" = 0 ] || [ $SECONDS -ge $end ]; do sleep 0.1; done

before=$(taking)
kill -HUP "$master"
end=$((SECONDS + 10))
while [ $SECONDS -lt $end ] && [ -n "$(comm -12 <(sort <<< "$before") <(taking | sort))" ]; do sleep 0.05; done
