#!/usr/bin/env bash
# Run once by the database container: the two roles, their passwords, the database.
set -euo pipefail
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -f /docker-entrypoint-initdb.d/sql/roles.sql
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -v owner="$(cat /run/secrets/owner_database_password)" \
    -v app="$(cat /run/secrets/database_password)" <<'SQL'
ALTER ROLE portal_owner PASSWORD :'owner';
ALTER ROLE portal_app PASSWORD :'app';
SQL
