PGPASSWORD=$(cat "$ROOT/secrets/postgres-admin") "$ROOT/data/postgres-bin/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --host 127.0.0.1 --port "$PORT" --username slipway_admin --dbname postgres > /dev/null << SQL
DROP DATABASE IF EXISTS "$NAME" WITH (FORCE);
DROP ROLE IF EXISTS "$NAME";
SQL
