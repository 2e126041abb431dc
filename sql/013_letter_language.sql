-- The language a letter is written in where its reader's account names none: "de", as handlers/outbox/language.h has it;
-- empty when the request that caused it named none of ours, or there was no request.
ALTER TABLE outbox ADD COLUMN language text NOT NULL DEFAULT '';
