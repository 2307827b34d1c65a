"""Live events: the outbox read behind the commits and sent to the sockets of each audience.

Tables: none (reads the outbox). Emits: nothing. Hears: every live event.
Always true: a device that comes back with its cursor gets each event of its audiences once and in
order, or is told to fetch everything anew.
"""
