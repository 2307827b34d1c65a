"""Friends: who knows whom.

Tables: friendships.
Hears: account.deleted.
Always true: a friendship is two rows, one with each person, and nobody is a friend of themselves.
"""
