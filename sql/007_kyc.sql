-- Where each account stands with the KYC provider, and the provider's events, each taken once. The status follows from the
-- events, replayed in the order in which they happened, whatever order they came in.
CREATE TABLE kyc (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    status     text NOT NULL CHECK (status IN ('none', 'pending', 'approved', 'rejected', 'expired')),
    tier       text,
    event_time timestamptz,                                         -- of the event that set it; null: none did
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE kyc_event (
    id          text PRIMARY KEY,                                   -- the provider's
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    status      text NOT NULL,
    tier        text,
    event_time  timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX kyc_event_by_account ON kyc_event (account_id);
