# SQL as the administrator of the stack's PostgreSQL server. ROOT PORT DATABASE; standard input: the statements
psql=$ROOT/data/postgres-bin/psql
PGPASSWORD=$(cat "$ROOT/secrets/postgres-admin") "$psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --host 127.0.0.1 --port "$PORT" --username slipway_admin --dbname "$DATABASE" > /dev/null
