# Makes a database, the role that owns it, and the role its workload logs in as. Running it again changes only the password.
# Two login roles take turns, so that instances with the old password go on connecting until the next rotation.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER
\getenv login LOGIN
\getenv password LOGIN_PASSWORD
SELECT format('CREATE ROLE %I NOLOGIN', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner')\gexec
SELECT format('CREATE ROLE %I NOLOGIN', :'login') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login')\gexec
-- The administrator of RDS is no superuser: it hands over a database only to a role it is a member of.
SELECT format('GRANT %I TO %I', :'owner', current_user)\gexec
SELECT format('GRANT %I TO %I', :'owner', :'login')\gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', :'login', :'password')\gexec
SELECT format('ALTER ROLE %I SET role = %L', :'login', :'owner')\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'owner', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'owner')\gexec
SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', :'owner')\gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', :'owner', :'login')\gexec
SQL
