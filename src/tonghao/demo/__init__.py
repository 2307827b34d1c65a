"""梧桐里, the lane that one can walk into: people, circles and stories of our own writing.

`content/` holds what they say, `pictures/` what they show, `story.py` reads both, `seed.py` tells it through
the same verbs that everybody uses. Times are counted from the reader's today, so that the demo is never old.
"""
