"""Brakes: what is stopped for now, in a circle or in the whole place, by a person or by itself.

Tables: breaker_trips; the restrictions are those of circles, the brakes of features those of accounts.
Emits: breaker.tripped, and what circles and posts emit. Hears: nothing.
Always true: a brake has a reason, stands on the public page as long as it is pulled and afterwards, and is
released by a person who gives a reason too.
"""
