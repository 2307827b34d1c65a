"""Oversight: the board on which the platform sees how each circle does, and what each number counts.

Tables: none of its own; reads the weeks of circles, and behind them cases, reports,
duty, samples, trips, views and tips.
Emits: nothing. Hears: nothing.
Always true: each number has a definition and opens the rows that it counts; those are looked up now, so that
a number that was counted in the night and has changed since shows both.
"""
