-- Organisations, who belongs to them as what, and invites to join one or just to register.
CREATE TABLE org (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX org_name_taken ON org (email_key(name));

CREATE TABLE membership (
    org_id     uuid NOT NULL REFERENCES org ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role       text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, account_id)
);

CREATE INDEX membership_by_account ON membership (account_id);

-- Bound to an address, good once. Its token is computed like a challenge's, never stored.
CREATE TABLE invite (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    org_id       uuid REFERENCES org ON DELETE CASCADE,             -- null: an invite to register, no more
    email        text NOT NULL,
    role         text NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    kid          text NOT NULL,
    seed         bytea NOT NULL,
    token_digest bytea NOT NULL CONSTRAINT invite_token UNIQUE,
    invited_by   uuid REFERENCES account ON DELETE SET NULL,        -- null: the sysadmin
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    revoked_at   timestamptz
);

CREATE INDEX invite_by_org ON invite (org_id);
CREATE INDEX invite_by_email ON invite (email_key(email));

ALTER TABLE outbox ADD COLUMN invite_id uuid REFERENCES invite ON DELETE CASCADE;
