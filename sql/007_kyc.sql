-- Where each account stands with the KYC provider, and the provider's events, each taken once.
CREATE TABLE kyc (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    status     text NOT NULL CHECK (status IN ('none', 'pending', 'approved', 'rejected', 'expired')),
    tier       text,
    event_time timestamptz NOT NULL,                                -- of the event that set it; older ones are ignored
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE kyc_event (
    id          text PRIMARY KEY,                                   -- the provider's
    account_id  uuid REFERENCES account ON DELETE CASCADE,
    received_at timestamptz NOT NULL DEFAULT now()
);
