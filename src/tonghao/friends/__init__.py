"""Friends: who knows whom.

Tables: friendships.
Emits: nothing yet.
Hears: account.deleted.
Always true: a friendship is two rows, one with each person, and nobody is a friend of themselves.
"""
