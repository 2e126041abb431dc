-- How sessions were opened, and the devices an account was seen on.

-- 'password', 'basic', 'code', 'register' or 'oauth:NAME'. The default is for rows of before, and for workers of before
-- that still run.
ALTER TABLE session ADD COLUMN method text NOT NULL DEFAULT 'unknown';

-- Where an account signed in from. Sessions go with time, and what is known by then must not be new again. An account
-- with no row here has never been seen; `latchkey cleanup` leaves each its latest.
CREATE TABLE known_device (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    device     text NOT NULL,                                       -- as handlers/sessions/device.cpp names it
    network    text NOT NULL,                                       -- as limits count it
    seen_at    timestamptz NOT NULL DEFAULT now(),                  -- to the day; -infinity: no longer trusted
    PRIMARY KEY (account_id, device, network)
) WITH (fillfactor = 85);

-- A letter about a new device asks whether that session is known.
ALTER TABLE challenge
    ADD COLUMN session_id uuid REFERENCES session ON DELETE CASCADE,
    DROP CONSTRAINT challenge_purpose_check,
    ADD CONSTRAINT challenge_purpose_check CHECK (purpose IN ('verify_email', 'reset_password', 'not_me'));

CREATE INDEX challenge_by_session ON challenge (session_id) WHERE session_id IS NOT NULL;

-- Once for each letter, no longer once for each statement that might have written one: a sign-in wakes nobody.
DROP TRIGGER outbox_wakes_mailer ON outbox;
CREATE TRIGGER outbox_wakes_mailer AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION outbox_wakes_mailer();
