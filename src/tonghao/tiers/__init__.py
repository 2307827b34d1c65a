"""Tiers: how whoever runs circles is measured, and what follows from it.

Tables: circle_weeks; reads cases, decisions, reports, misses, duty gaps, trips of the breaker,
posts, their photos and views.
Emits: nothing of its own (`circles.set_tier` emits circle.tier_changed).
Hears: nothing.
Always true: every figure stands with what it is a share of; down it goes by the figures, up by a person who
has no part in the circle and only after four clean weeks; one bad week takes a circle down one step at most.
"""
