-- expand
-- What the page that had a letter sent shows, so that its reader knows it among several; see handlers/outbox/reference.h.
-- Empty where the request named none.
ALTER TABLE outbox ADD COLUMN reference text NOT NULL DEFAULT '';
