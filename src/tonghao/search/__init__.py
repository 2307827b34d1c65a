"""Search: posts, comments, circles, and people who allow it.

Tables: search_texts, search_walks. Emits: nothing. Hears: post.published, post.edited, post.hidden,
comment.published, comment.edited, comment.hidden, answers.marked, floor.thanked, account.deleted.
Always true: a found text is visible at the moment of the search and says what was cut. State, version,
blocks and the circle's door are read from the content itself, never from the index: what is hidden is
not found from its commit on, however late the job that cuts words comes. Names of circles and people
are searched where they stand, so they have no index to grow stale.
"""
