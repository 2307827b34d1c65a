"""梧桐里, the lane that one can walk into: people, circles and stories of our own writing.

`content/` holds what they say, `pictures/` what they show, `story.py` reads both, `seed.py` tells it through
the verbs that everybody uses. Times are counted from the day on which it is told, so that it is never old.

Tables: none. Emits: nothing of its own (the verbs it calls do). Hears: nothing.
Always true: telling it twice adds nothing, and telling it after a crash adds only what is missing; every
text and photo of it is screened like anybody's; its passwords are drawn on the machine and kept there.
"""
