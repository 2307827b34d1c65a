"""Replay 2016: the four days that ended the first product of this kind, lived through again by this one.

A throw-away server in a folder of its own, a clock that is stepped by hand, and actors who use the public
API alone: two circles whose hosts look away, people who post what must not stand there, a growing crowd of
whom some tip it, neighbours who report, people on duty. What a picture really shows only the referee knows.

Tables: none here; what was asked for and what came of it is kept by `replays`.
Emits: nothing of its own; the server that it plays on emits everything.
Hears: everything, on that server.
Always true: the live community is never touched; the same seed gives the same result; no file of a photo
that is not visible was fetched by anybody but its author and the platform's people.
"""
