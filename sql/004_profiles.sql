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

-- The buckets that an attempt to sign in draws from, as handlers/limits.cpp names them, for who typed a name: those of the
-- address, whichever of an account's two names it was.
CREATE FUNCTION sign_in_buckets(typed text, network text) RETURNS bytea[]
LANGUAGE sql STABLE
RETURN (
    SELECT ARRAY[substr(sha256(convert_to('login', 'UTF8') || '\x00'::bytea || who || '\x00'::bytea || net), 1, 16),
                 substr(sha256(convert_to('login account', 'UTF8') || '\x00'::bytea || who), 1, 16),
                 substr(sha256(convert_to('login network', 'UTF8') || '\x00'::bytea || net), 1, 16)]
    FROM (SELECT convert_to(coalesce((SELECT email_key FROM account WHERE email_key(username) = email_key(typed)),
                                     email_key(typed)), 'UTF8') AS who,
                 convert_to(network, 'UTF8') AS net) AS names);
