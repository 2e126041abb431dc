-- Credentials of third parties, sealed (AES-256-GCM). A sealed value carries its nonce; what it is bound to (table, column,
-- row, account, key, version) is in handlers/vault.
CREATE TABLE api_key (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    exchange    text NOT NULL,
    name        text,
    environment text NOT NULL DEFAULT 'production',
    permissions jsonb NOT NULL DEFAULT '["read"]',
    is_active   boolean NOT NULL DEFAULT true,
    kid         text NOT NULL,                                      -- of the key that sealed the three below
    version     bigint NOT NULL DEFAULT 1,                          -- of the sealing, which is bound to it
    api_key     bytea NOT NULL,
    secret      bytea NOT NULL,
    passphrase  bytea,
    last_four   text NOT NULL,                                      -- of api_key
    last_used   timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX api_key_by_account ON api_key (account_id);
CREATE INDEX api_key_by_kid ON api_key (kid);                       -- for key rotation
