-- expand
-- Networks that are refused for a time. Workers keep them in memory and hear of changes as they do of news.
CREATE TABLE ban (
    network    cidr PRIMARY KEY,
    until      timestamptz NOT NULL,
    reason     text NOT NULL DEFAULT '',
    by         text NOT NULL,                                       -- who said so: a user of the host, fail2ban
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION bans_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('latchkey_news', '');
    RETURN NULL;
END $$;

CREATE TRIGGER bans_changed AFTER INSERT OR UPDATE OR DELETE ON ban FOR EACH STATEMENT EXECUTE FUNCTION bans_changed();
