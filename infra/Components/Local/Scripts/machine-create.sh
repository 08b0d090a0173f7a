# The stack's folder and, when run by root, the unprivileged user everything in it runs as.
# ROOT  folder of the stack    LINK  where the checkout shows that folder, when it is elsewhere    RUN_AS  user, or empty
umask 022
if [ -n "$RUN_AS" ] && ! id -u "$RUN_AS" > /dev/null 2>&1; then
  useradd --system --user-group --no-create-home --home-dir "$ROOT/home" --shell /usr/sbin/nologin "$RUN_AS"
fi
mkdir -p "$ROOT"
chmod 0711 "$ROOT"
for folder in home run log data units config secrets metrics supervisor supervisor/units; do
  mkdir -p "$ROOT/$folder"
  chmod 0700 "$ROOT/$folder"
  [ -z "$RUN_AS" ] || chown "$RUN_AS:$RUN_AS" "$ROOT/$folder"
done
# Builds belong to whoever runs the update: a service cannot change its own program.
mkdir -p "$ROOT/builds"
if [ -n "$LINK" ]; then
  mkdir -p "$(dirname "$LINK")"
  ln -sfn "$ROOT" "$LINK"
fi
echo "$ROOT"
