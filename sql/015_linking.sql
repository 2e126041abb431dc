-- expand
-- A sign-in with a provider that was begun from inside a session: who comes back is linked to its account, and nobody is
-- signed in by it.
ALTER TABLE oauth_flow ADD COLUMN session_id uuid REFERENCES session ON DELETE CASCADE;
