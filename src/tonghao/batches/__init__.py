"""Batches: one decision with one reason about many cases alike, as when a circle is raided.

Tables: batches, batch_results.
Emits: what moderation emits.
Hears: nothing.
Always true: each case is decided in a transaction of its own, by the same verb and the same rules as one by
itself; what one case refuses keeps no other back; an undo takes back what the batch decided, and nothing that
somebody decided since.
"""
