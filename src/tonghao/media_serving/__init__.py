"""Serving photos: state and audience are asked on every fetch, whatever address was guessed or kept.

Tables: none of its own; reads media, media_uses, blocks, blocked_by, posts and circles.
Emits: nothing.
Hears: nothing.
Always true: a photo that is not visible is fetched by its owner, by moderators and by those who are to
decide about it in their circle alone; "not for you" and "not there" are one answer; an original is never
served.
"""
