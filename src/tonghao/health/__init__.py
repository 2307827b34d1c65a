"""Health: whether this server lives, whether it is ready, and the numbers that its operator watches.

Tables: none (reads the queue, the outbox, photos and texts that wait). Emits: nothing. Hears: nothing.
Always true: no answer names a person; numbers are given to this machine, or to who holds the token.
"""
