"""Calls: whoever is on duty is reached, or it is written down that nobody was.

Tables: calls, call_causes, call_tries, call_addresses.
Emits: call.rung, call.moved.
Hears: call.rung, circle.restricted.
Always true: what is grave, a breaker that trips and a brake call both sides, the circle's and the platform's,
each of which answers for itself; a call rings until it is answered, its causes are over, or everybody who
could answer was called; what was sent to whom, when, and who answered, is kept.
"""
