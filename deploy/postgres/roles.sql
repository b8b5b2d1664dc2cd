-- The two roles and the database, made by a superuser through psql; safe to run again.
-- portal_owner owns every table and runs the migrations. portal_app is what web, workers and
-- tests are: it reads and writes rows, owns nothing and cannot truncate.
SELECT 'CREATE ROLE portal_owner LOGIN CREATEDB'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') \gexec
SELECT 'CREATE ROLE portal_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') \gexec

-- Every database made from here on, the tests' own included, starts from these.
\connect template1
\ir database.sql
SELECT 'CREATE DATABASE portal OWNER portal_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec
\connect portal
\ir database.sql
