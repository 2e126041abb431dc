-- What a profile holds beyond the address: a name to sign in with, and what front ends keep for their users.
ALTER TABLE account
    ADD COLUMN username             text CHECK (length(username) BETWEEN 3 AND 50),
    ADD COLUMN phone                text,
    ADD COLUMN bio                  text,
    ADD COLUMN timezone             text,
    ADD COLUMN locale               text,
    ADD COLUMN preferences          jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN settings             jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN default_workspace_id text;

-- Names are compared as addresses are.
CREATE UNIQUE INDEX account_username_taken ON account (email_key(username));

-- Roles of an account on the whole server, given by the sysadmin.
CREATE TABLE account_role (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role       text NOT NULL CHECK (role ~ '^[a-z][a-z0-9_-]{0,31}$'),
    PRIMARY KEY (account_id, role)
);
