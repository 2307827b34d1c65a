"""What posts hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "drafts": "SELECT to_jsonb(t) AS row FROM drafts t WHERE t.account_id = $1",
    "scheduled_posts": "SELECT to_jsonb(t) AS row FROM scheduled_posts t WHERE t.account_id = $1",
    "circle_columns": "SELECT to_jsonb(t) AS row FROM circle_columns t WHERE t.writer_id = $1",
    "posts": "SELECT to_jsonb(t) - 'html' AS row FROM posts t WHERE t.author_id = $1",
    "comments": "SELECT to_jsonb(t) - 'html' AS row FROM comments t WHERE t.author_id = $1",
    "post_versions": "SELECT to_jsonb(t) - 'html' AS row FROM post_versions t WHERE t.edited_by = $1",
    "comment_versions": """
        SELECT to_jsonb(t) - 'html' AS row
          FROM comment_versions t
         WHERE t.edited_by = $1
    """,
    "likes": "SELECT to_jsonb(t) AS row FROM likes t WHERE t.account_id = $1",
    "thanks": "SELECT to_jsonb(t) AS row FROM thanks t WHERE t.account_id = $1",
    "thread_marks": "SELECT to_jsonb(t) AS row FROM thread_marks t WHERE t.account_id = $1",
    "follow_settings": "SELECT to_jsonb(t) AS row FROM follow_settings t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "posts.locked_by": "told in the log of the circle",
    "said_texts.author_id": "where one said something, for a day; what it was is told",
    "comment_turns.account_id": "when one wrote last, for a minute, where a thread is slowed down",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "posts.author_id": "a tombstone without words, so that answers of others keep their place",
    "comments.author_id": "a tombstone without words, so that floors keep their numbers",
    "posts.locked_by": "a thread stays locked, whoever did it",
}
