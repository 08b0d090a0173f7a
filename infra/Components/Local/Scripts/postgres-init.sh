# The data folder of the stack's PostgreSQL server. ROOT; standard input: password of the administrator
binaries=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || command -v initdb)")
data=$ROOT/data/postgres
ln -sfn "$binaries" "$ROOT/data/postgres-bin"
umask 077
cat > "$ROOT/secrets/postgres-admin"
if [ ! -f "$data/PG_VERSION" ]; then
  rm -rf -- "$data.new"
  "$binaries/initdb" --pgdata "$data.new" --username slipway_admin --pwfile "$ROOT/secrets/postgres-admin" \
    --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 > "$ROOT/log/initdb.log" 2>&1 || {
      echo "initdb failed; the end of $ROOT/log/initdb.log:" >&2
      tail -n 20 "$ROOT/log/initdb.log" >&2
      exit 1
    }
  mv "$data.new" "$data"
fi
