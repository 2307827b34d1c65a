"""Posts: what members write, its numbered floors, likes, edits with history.

Tables: posts, post_versions, comments, comment_versions, likes.
Emits: post.published, post.edited, post.hidden, post.held, post.unscreened, comment.published,
comment.edited, comment.hidden, comment.held, comment.unscreened, likes.counted, liked.
Hears: post.unscreened, comment.unscreened, media.checked, account.deleted.
Always true: nobody but author and moderators reads what is not visible, and nothing is visible before it
was screened; floor 1 is the post, floors and replies are numbered without gap and never move;
`comment_count` counts visible comments; a post is visible only while all its photos are.
"""
