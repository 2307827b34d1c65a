"""Shelves: what was found useful is shown: solved questions by topic, questions beside one, small circles.

Tables: post_usefulness, circle_usefulness.
Emits: nothing.
Hears: post.published, post.edited, post.hidden, answers.marked, floor.thanked.
Always true: the measure is published with its version; pictures, likes, tips, views and payments do not
enter it; it is computed by jobs and only read when a shelf is shown; it orders shelves, never the feed.
"""
