"""Viewpoints: how a post, a circle or a feed looks to somebody else, for who decides about a case.

Tables: none of its own; reads what posts, circles and feed show.
Emits: account.seen_as.
Hears: nothing.
Always true: nothing can be done from somebody else's place; of their feed only what belongs to the case is
shown, and of what they liked, read, voted or joined elsewhere nothing; each look stands in the audit log, and
whose place it was is told.
"""
