-- Two roles for one database: latchkey_owner owns the tables and migrates; latchkey, which workers and mailers are,
-- owns nothing, can neither create, alter, drop nor truncate anything, and reads password hashes and sealed API keys
-- only one at a time. Typed by a superuser, in Latchkey's database, behind the first `latchkey migrate`:
--
--     runuser -u postgres -- psql -v ON_ERROR_STOP=1 -f /usr/share/latchkey/roles.sql latchkey
--
-- Harmless when typed again. What later migrations make is granted as it is made.
BEGIN;
SET LOCAL client_min_messages = warning;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'latchkey') THEN CREATE ROLE latchkey LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'latchkey_owner') THEN
        CREATE ROLE latchkey_owner LOGIN;
    END IF;
END $$;

-- What the one role owned until now, the database itself among it. The owner may do what workers may, so that it can
-- end their connections.
REASSIGN OWNED BY latchkey TO latchkey_owner;
GRANT latchkey TO latchkey_owner;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO latchkey_owner', current_database()); END $$;
ALTER SCHEMA public OWNER TO latchkey_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC, latchkey;
GRANT USAGE ON SCHEMA public TO latchkey;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO latchkey;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO latchkey;
ALTER DEFAULT PRIVILEGES FOR ROLE latchkey_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO latchkey;
ALTER DEFAULT PRIVILEGES FOR ROLE latchkey_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO latchkey;

-- The columns that hold secrets are the owner's, as soon as there are functions to ask for one row's of them.
DO $$
BEGIN
    IF to_regprocedure('public.grant_to_worker()') IS NOT NULL THEN
        REVOKE SELECT ON public.account, public.api_key FROM latchkey;
        PERFORM public.grant_to_worker();
    END IF;
END $$;

-- Only the owner says what was applied, and makes and drops the months of the audit for `latchkey cleanup`.
DO $$
BEGIN
    IF to_regclass('public.schema_migration') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON public.schema_migration FROM latchkey;
    END IF;
    IF to_regprocedure('public.turn_audit_months(timestamptz)') IS NOT NULL THEN
        ALTER FUNCTION public.turn_audit_months(timestamptz) SECURITY DEFINER SET search_path = public, pg_temp;
        REVOKE EXECUTE ON FUNCTION public.turn_audit_months(timestamptz) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION public.turn_audit_months(timestamptz) TO latchkey;
    END IF;
END $$;

COMMIT;
