"""Audit: the record of acts, holds and human steps that nobody can edit.

Tables: audit_head, audit_entries, audit_payloads, audit_days, witness_sendings.
Emits: nothing. Hears: nothing: whoever acts writes into it, in the transaction of the act.
Always true: entry n carries the hash of entry n - 1 and the salted digest of its payload; the payload
lies apart, so that an erasure takes the words and leaves the chain; an erasure is an entry too. The head
of each day is published once and never changed, and goes to a witness outside where one is set. Nothing
deletes an entry: the log is kept as long as the place stands.
"""
