"""Lost pets: somebody misses an animal, others say where they saw it, and the board says that it is home.

Tables: lost_pets.
Emits: tool.changed, tool.told.
Hears: account.deleted (its notices go).
Always true: what people saw are remarks under the notice; nobody adds to one that is over; whoever is missing
an animal is reached on the board and nowhere else.
"""
