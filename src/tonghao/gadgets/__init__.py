"""Gadgets: something is broken, neighbours guess what it is and what it costs, the bench says and repairs.

Tables: gadgets, price_guesses.
Emits: tool.changed, tool.told.
Hears: account.deleted (gadgets and guesses go).
Always true: nobody guesses after the bench has said its price; what it cost stands beside the guesses; only
the circle's staff diagnose, and whose thing it is or staff say how it ended.
"""
