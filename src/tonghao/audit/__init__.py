"""Audit: the record of acts, holds and human steps that nobody can edit.

Tables: audit_head, audit_entries, audit_payloads.
Emits: nothing. Hears: nothing: whoever acts writes into it, in the transaction of the act.
Always true: entry n carries the hash of entry n - 1 and the salted digest of its payload; the payload
lies apart, so that an erasure takes the words and leaves the chain; an erasure is an entry too.
"""
