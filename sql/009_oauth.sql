-- Signing in elsewhere: who somebody is at a provider, and sign-ins that are under way there.

-- A person at a provider is known by issuer and subject, never by an address: those change hands.
CREATE TABLE identity (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    provider     text NOT NULL,                                     -- as the configuration calls it
    issuer       text NOT NULL,
    subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    email        text,                                              -- the address they had there when they last came
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT identity_taken UNIQUE (issuer, subject)
);

CREATE INDEX identity_by_account ON identity (account_id, created_at, id);

-- Begun and not yet come back. Digests only; the row goes when it is spent.
CREATE TABLE oauth_flow (
    state_digest   bytea PRIMARY KEY,
    provider       text NOT NULL,
    browser_digest bytea NOT NULL,                                  -- of the cookie of the browser that began it
    kid            text NOT NULL,                                   -- the key from which verifier and nonce are computed
    invite_digest  bytea,
    expires_at     timestamptz NOT NULL
);

CREATE INDEX oauth_flow_by_end ON oauth_flow (expires_at);
