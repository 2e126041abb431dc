-- Accounts, their sessions, and what mails ask their readers to prove.

-- Addresses are compared without regard to ASCII case; no locale has a say in it.
CREATE FUNCTION email_key(email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(email COLLATE "C");

CREATE TABLE account (
    id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email               text NOT NULL CHECK (length(email) <= 254),
    email_key           text NOT NULL GENERATED ALWAYS AS (email_key(email)) STORED CONSTRAINT account_email_taken UNIQUE,
    password_hash       text,                                       -- MCF; null: signs in elsewhere
    full_name           text,
    avatar_url          text,
    subscription_status text NOT NULL DEFAULT 'free',
    subscription_tier   text NOT NULL DEFAULT 'free',
    verified_at         timestamptz,
    disabled_at         timestamptz,
    sessions_since      timestamptz NOT NULL DEFAULT '-infinity',   -- sessions opened before are void
    last_login_at       timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 85);                                           -- a login rewrites its row in place

-- One session is one family of refresh tokens. Its row remembers the digest of the current token and of that one's
-- parent, and the salt from which any holder of the parent computes the same successor.
CREATE TABLE session (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id      uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    current_digest  bytea NOT NULL,                                 -- SHA-256 of the refresh token's jti
    parent_digest   bytea,
    salt            bytea,
    rotated_at      timestamptz NOT NULL DEFAULT now(),             -- when current was issued
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    end_reason      text,
    address         text NOT NULL,
    user_agent      text NOT NULL
) WITH (fillfactor = 85);                                           -- a refresh rewrites its row in place

CREATE INDEX session_by_account ON session (account_id);

-- Computed, never stored: the token and the code of a challenge (handlers/tokens/challenge.h).
CREATE TABLE challenge (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id      uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    purpose         text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    kid             text NOT NULL,
    seed            bytea NOT NULL,
    token_digest    bytea NOT NULL CONSTRAINT challenge_token UNIQUE,
    code_digest     bytea NOT NULL,
    guesses_left    smallint NOT NULL DEFAULT 5,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,                           -- of the token
    code_expires_at timestamptz NOT NULL,
    used_at         timestamptz,
    used_in         xid8,                                           -- the transaction that spent it: exactly one did
    voided_at       timestamptz                                     -- a newer one took its place
);

CREATE INDEX challenge_by_account ON challenge (account_id, purpose);
