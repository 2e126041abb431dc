-- Letters on their way: written in the transaction of the change that caused them, delivered by latchkey-mailer.
CREATE TABLE outbox (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),     -- names the message over all tries
    letter          text NOT NULL,
    recipient       text NOT NULL,
    challenge_id    uuid REFERENCES challenge ON DELETE CASCADE,
    created_at      timestamptz NOT NULL DEFAULT now(),
    attempts        int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),             -- also the end of a mailer's claim
    sent_at         timestamptz,
    parked_at       timestamptz,                                    -- given up, for the reason below
    reason          text
);

CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE sent_at IS NULL AND parked_at IS NULL;

CREATE FUNCTION outbox_wakes_mailer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('latchkey_outbox', '');
    RETURN NULL;
END $$;

CREATE TRIGGER outbox_wakes_mailer AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_wakes_mailer();
