-- What happened to accounts: who, what, from where, in which session, with what result. Never a secret.
CREATE TABLE audit (
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    event      text NOT NULL,
    result     text NOT NULL,
    account_id uuid,
    session_id uuid,
    actor      text NOT NULL,                                       -- "self", "cli", "provider" or an account id
    address    text NOT NULL,
    detail     text NOT NULL DEFAULT ''
) PARTITION BY RANGE (at);

CREATE INDEX audit_by_account ON audit (account_id, at);

-- Catches what no month's partition holds, so that no event is ever lost for want of one.
CREATE TABLE audit_rest PARTITION OF audit DEFAULT;

-- Makes the partitions of this month and the next, and drops those that ended before the given moment.
CREATE FUNCTION turn_audit_months(keep_since timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date;
    part  record;
BEGIN
    FOREACH month IN ARRAY ARRAY[date_trunc('month', now())::date, (date_trunc('month', now()) + interval '1 month')::date] LOOP
        IF to_regclass(format('audit_%s', to_char(month, 'YYYY_MM'))) IS NULL
           AND NOT EXISTS (SELECT FROM audit_rest WHERE at >= month AND at < month + interval '1 month') THEN
            EXECUTE format('CREATE TABLE audit_%s PARTITION OF audit FOR VALUES FROM (%L) TO (%L)',
                           to_char(month, 'YYYY_MM'), month, month + interval '1 month');
        END IF;
    END LOOP;
    FOR part IN SELECT c.relname, to_date(substr(c.relname, 7), 'YYYY_MM') + interval '1 month' AS ends
                FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'audit'::regclass AND c.relname ~ '^audit_[0-9]{4}_[0-9]{2}$' LOOP
        IF part.ends <= keep_since THEN
            EXECUTE format('DROP TABLE %I', part.relname);
        END IF;
    END LOOP;
    DELETE FROM audit_rest WHERE at < keep_since;
END $$;

SELECT turn_audit_months('-infinity');
