"""Tiers: how whoever runs circles is measured, and what follows from it.

Tables: none yet; reads partners, circles and what moderation did.
Emits: nothing.
Hears: nothing.
Always true: what is public of a partner is public for everybody, signed in or not.
"""
