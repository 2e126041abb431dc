-- How often each bucket was drawn from in its window. Unlogged: a crash of Postgres empties it, and nothing else.
CREATE UNLOGGED TABLE budget (
    key        bytea PRIMARY KEY,                                   -- a digest, see handlers/limits.cpp
    calls      int NOT NULL,
    started_at timestamptz NOT NULL
);

CREATE INDEX budget_by_start ON budget (started_at);

-- Draws one call from each bucket, in their order, up to the first that is overdrawn, and tells which that is: its place
-- in the list and the seconds until it refills. So calls that a narrow bucket refuses leave the wider ones alone, and
-- nobody can empty those from one place. Two callers at once count one after the other, on the bucket's row.
CREATE FUNCTION draw_budgets(keys bytea[], allowed int[], windows int[]) RETURNS TABLE (bucket int, wait bigint)
LANGUAGE plpgsql AS $$
DECLARE
    used   int;
    began  timestamptz;
    moment timestamptz;
BEGIN
    FOR i IN 1 .. cardinality(keys) LOOP
        moment := clock_timestamp();
        INSERT INTO budget AS b (key, calls, started_at) VALUES (keys[i], 1, moment)
        ON CONFLICT (key) DO UPDATE SET
            calls      = CASE WHEN b.started_at <= moment - make_interval(secs => windows[i]) THEN 1 ELSE b.calls + 1 END,
            started_at = CASE WHEN b.started_at <= moment - make_interval(secs => windows[i]) THEN moment ELSE b.started_at END
        RETURNING b.calls, b.started_at INTO used, began;
        IF used > allowed[i] THEN
            bucket := i;
            wait := greatest(1, ceil(extract(epoch FROM began + make_interval(secs => windows[i]) - moment)))::bigint;
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;
END $$;
