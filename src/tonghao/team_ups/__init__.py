"""Team-ups: somebody opens a table for a game at a time; seats fill, one more is needed, it is full.

Tables: team_ups, team_up_seats.
Emits: tool.changed.
Hears: account.deleted (its seats and open tables go).
Always true: no more people sit than there are seats; `taken` is their number; whoever opened it sits there
while it is open; after its time, or when it is closed, nobody sits down.
"""
