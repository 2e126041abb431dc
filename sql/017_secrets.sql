-- expand
-- Password hashes and sealed values, for roles that may not read their columns; see roles.sql. Workers ask for one row's
-- at a time, by functions that run as their owner, whose bodies are bound to what they name as they are made here.

-- Rewrites both tables, some seconds for a million rows.
ALTER TABLE account ADD COLUMN has_password boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED;
ALTER TABLE api_key ADD COLUMN has_passphrase boolean NOT NULL GENERATED ALWAYS AS (passphrase IS NOT NULL) STORED;

CREATE FUNCTION password_hash_of(account_id uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT a.password_hash FROM account a WHERE a.id = password_hash_of.account_id;
END;

CREATE FUNCTION sealed_values_of(api_key_id uuid, OUT api_key bytea, OUT secret bytea, OUT passphrase bytea)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT k.api_key, k.secret, k.passphrase FROM api_key k WHERE k.id = sealed_values_of.api_key_id;
END;

REVOKE EXECUTE ON FUNCTION password_hash_of(uuid), sealed_values_of(uuid) FROM PUBLIC;

-- Where roles.sql was typed: what a worker may read of both tables, column by column, and these functions. Columns that
-- a migration adds are not among them until this is called again, as `latchkey migrate` does behind each one.
CREATE FUNCTION grant_to_worker() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    readable record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'latchkey' AND has_table_privilege(oid, 'session', 'SELECT')) THEN
        RETURN;
    END IF;
    FOR readable IN
        SELECT attrelid::regclass AS of, string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
        WHERE attrelid IN ('account'::regclass, 'api_key'::regclass) AND attnum > 0 AND NOT attisdropped
        AND (attrelid, attname) NOT IN (('account'::regclass, 'password_hash'), ('api_key'::regclass, 'api_key'),
                                        ('api_key'::regclass, 'secret'), ('api_key'::regclass, 'passphrase'))
        GROUP BY attrelid
    LOOP
        EXECUTE format('GRANT SELECT (%s) ON %s TO latchkey', readable.columns, readable.of);
    END LOOP;
    GRANT EXECUTE ON FUNCTION password_hash_of(uuid), sealed_values_of(uuid) TO latchkey;
END $$;
