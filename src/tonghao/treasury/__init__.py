"""Treasury: what an operator sees of the money, from one transfer to all that is under way.

Tables: none of its own; reads the books, gateways, transfers, red packets and tips.
Emits: nothing. Hears: nothing.
Always true: operators alone look, and each look into somebody's money stands in the audit log; nothing moves
here but what `gateways` gives back of a top-up.
"""
