"""Posts: what members write, its numbered floors, likes, thanks, answers, reading marks.

Tables: posts, post_versions, comments, comment_versions, likes, thanks, thread_marks,
follow_settings, post_tags, circle_tags, posting_rules, comment_turns, said_texts, drafts,
scheduled_posts, circle_columns, column_posts, circle_views, circle_view_days, post_views, comment_views.
Emits: post.published, post.edited, post.marked, post.hidden, post.held, post.unscreened, comment.published,
comment.edited, comment.hidden, comment.held, comment.unscreened, likes.counted, liked,
thanks.counted, floor.thanked, answers.marked, thread.marked, schedule.failed.
Hears: post.unscreened, comment.unscreened, media.checked, account.deleted.
Always true: nobody but author and moderators reads what is not visible, and nothing is visible before it
was screened; floor 1 is the post, floors and replies are numbered without gap and never move;
`comment_count` counts visible comments; a post is visible only while all its photos are; at most three
visible posts of a circle are pinned; on a locked post only staff comment.
"""
