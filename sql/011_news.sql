-- What workers keep in memory and must hear of: sessions that ended while an access token of theirs may still live,
-- accounts that changed, members that left. Written by triggers, so that no way to end a session can forget it.
CREATE TABLE news (
    tx         xid8 NOT NULL DEFAULT pg_current_xact_id(),          -- readers go on from the oldest that was running
    id         bigint GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    account_id uuid NOT NULL,
    session_id uuid,                                                -- this session ended
    org_id     uuid,                                                -- the account left this organisation
    PRIMARY KEY (tx, id)
);

CREATE FUNCTION session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (account_id, session_id) VALUES (OLD.account_id, OLD.id);
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON session FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION session_ended();
CREATE TRIGGER session_removed AFTER DELETE ON session FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND OLD.expires_at > now()) EXECUTE FUNCTION session_ended();

-- A session counts from the moment its row is made, not from the start of a transaction that may have waited for a
-- change of password.
ALTER TABLE session ALTER created_at SET DEFAULT clock_timestamp();

CREATE FUNCTION account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (account_id) VALUES (NEW.id);
    IF NEW.sessions_since > OLD.sessions_since THEN
        INSERT INTO news (account_id, session_id) SELECT NEW.id, s.id FROM session s
        WHERE s.account_id = NEW.id AND s.ended_at IS NULL AND s.expires_at > now() AND s.created_at < NEW.sessions_since;
    END IF;
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER account_changed
    AFTER UPDATE OF email, full_name, username, password_hash, verified_at, disabled_at, sessions_since ON account
    FOR EACH ROW
    WHEN ((OLD.email, OLD.full_name, OLD.username, OLD.password_hash, OLD.verified_at, OLD.disabled_at, OLD.sessions_since)
          IS DISTINCT FROM
          (NEW.email, NEW.full_name, NEW.username, NEW.password_hash, NEW.verified_at, NEW.disabled_at, NEW.sessions_since))
    EXECUTE FUNCTION account_changed();

-- For tables with an account_id: whatever happens to a row changes what its account may.
CREATE FUNCTION rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (account_id) VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.account_id ELSE NEW.account_id END);
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER rights_changed AFTER INSERT OR DELETE ON account_role FOR EACH ROW EXECUTE FUNCTION rights_changed();
CREATE TRIGGER rights_changed AFTER INSERT OR UPDATE OF status OR DELETE ON kyc
    FOR EACH ROW EXECUTE FUNCTION rights_changed();
CREATE TRIGGER rights_changed AFTER INSERT OR UPDATE OF role ON membership
    FOR EACH ROW EXECUTE FUNCTION rights_changed();

CREATE FUNCTION member_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (account_id, org_id) VALUES (OLD.account_id, OLD.org_id);
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER member_left AFTER DELETE ON membership FOR EACH ROW EXECUTE FUNCTION member_left();

CREATE FUNCTION org_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (account_id) SELECT m.account_id FROM membership m WHERE m.org_id = NEW.id;
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER org_renamed AFTER UPDATE OF name ON org FOR EACH ROW EXECUTE FUNCTION org_renamed();
