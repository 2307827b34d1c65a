"""The home feed: posts of joined circles, newest first, and what a member keeps quiet.

Tables: feed_mutes. Emits: nothing. Hears: account.deleted.
Always true: an entry comes from a circle that the reader has joined, and says so.
"""
