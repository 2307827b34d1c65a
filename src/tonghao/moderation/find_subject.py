"""Find what a case is about, with everything that is to be seen of it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.moderation.types import SeenPhoto, Snapshot, Subject, SubjectKind

_POST: Final = """
    SELECT p.author_id, p.state, p.category, p.text, p.html, p.photos, p.created_at,
           f.name, f.handle, f.bio, f.avatar_media_id
      FROM posts p JOIN profiles f ON f.account_id = p.author_id
     WHERE p.circle_id = $1 AND p.id = $2
"""

_COMMENT: Final = """
    SELECT c.author_id, c.state, c.category, c.text, c.html, '[]'::jsonb AS photos, c.created_at,
           f.name, f.handle, f.bio, f.avatar_media_id
      FROM comments c JOIN profiles f ON f.account_id = c.author_id
     WHERE c.circle_id = $1 AND c.post_id = $2 AND c.id = $3
"""

# The photo of a licence is looked at with the application; codes on it are no diversion.
_PHOTO: Final = """
    SELECT m.owner_id AS author_id, m.state, m.category, m.alt AS text, '' AS html,
           jsonb_build_array(jsonb_build_object('owner_id', m.owner_id, 'media_id', m.id, 'alt', m.alt))
               AS photos,
           m.created_at, f.name, f.handle, f.bio, f.avatar_media_id
      FROM media m JOIN profiles f ON f.account_id = m.owner_id
     WHERE m.owner_id = $1 AND m.id = $2 AND m.purpose <> 'licence'
"""

_ACCOUNT: Final = """
    SELECT f.account_id AS author_id, CASE WHEN f.is_gone THEN 'deleted' ELSE 'visible' END AS state,
           NULL::text AS category, f.bio AS text, '' AS html,
           CASE WHEN f.avatar_media_id IS NULL THEN '[]'::jsonb
                ELSE jsonb_build_array(jsonb_build_object('owner_id', f.account_id,
                                                          'media_id', f.avatar_media_id)) END AS photos,
           f.created_at, f.name, f.handle, f.bio, f.avatar_media_id
      FROM profiles f
     WHERE f.account_id = $1
"""

# A circle's author is its owner; before it has one, whoever applied for the partner.
_CIRCLE: Final = """
    SELECT coalesce((SELECT m.account_id FROM memberships m
                      WHERE m.circle_id = c.id AND m.role = 'owner' LIMIT 1), r.applied_by) AS author_id,
           CASE c.state WHEN 'open' THEN 'visible' ELSE 'removed' END AS state, NULL::text AS category,
           concat_ws(E'\\n\\n', nullif(c.description, ''), nullif(c.description_en, ''),
                     nullif(c.rules, '')) AS text,
           '' AS html,
           CASE WHEN c.cover_media_id IS NULL THEN '[]'::jsonb
                ELSE jsonb_build_array(jsonb_build_object('owner_id', c.cover_owner_id,
                                                          'media_id', c.cover_media_id)) END AS photos,
           c.created_at, c.name, c.slug AS handle, '' AS bio, NULL::uuid AS avatar_media_id
      FROM circles c JOIN partners r ON r.id = c.partner_id
     WHERE c.id = $1
"""

# What stands in a tool of a trade: identifiers are of one kind of thing only.
_TOOL: Final = """
    SELECT t.author_id, CASE WHEN t.removed_at IS NULL THEN 'visible' ELSE 'removed' END AS state,
           NULL::text AS category, t.text, '' AS html,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('owner_id', t.author_id, 'media_id', m.id)), '[]')
              FROM unnest(t.media_ids) AS m (id)) AS photos,
           t.at AS created_at, f.name, f.handle, f.bio, f.avatar_media_id
      FROM (SELECT account_id AS author_id, removed_at, text, media_ids, at
              FROM remarks WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', name, place, nullif(about, ''), nullif(thanks, '')),
                   media_ids, created_at
              FROM lost_pets WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', title, nullif(text, '')), media_ids, created_at
              FROM clinic_questions WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', device, symptom), media_ids, created_at
              FROM gadgets WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT account_id, removed_at,
                   concat_ws(E'\\n', low_minor / 100 || '–' || high_minor / 100, nullif(cause, '')),
                   '{}'::uuid[], at
              FROM price_guesses WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', title, nullif(about, '')), '{}'::uuid[], created_at
              FROM challenges WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT account_id, removed_at, line,
                   CASE WHEN media_id IS NULL THEN '{}' ELSE ARRAY[media_id] END, at
              FROM challenge_marks WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', game, nullif(note, '')), '{}'::uuid[], created_at
              FROM team_ups WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT made_by, removed_at, concat_ws(E'\\n', title, nullif(author, ''), nullif(about, '')),
                   '{}'::uuid[], created_at
              FROM readings WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT account_id, removed_at, text, '{}'::uuid[], at
              FROM margins WHERE circle_id = $1 AND id = $2
             UNION ALL
            SELECT entered_by, removed_at, purpose,
                   CASE WHEN media_id IS NULL THEN '{}' ELSE ARRAY[media_id] END, at
              FROM fund_entries WHERE circle_id = $1 AND id = $2) t
      JOIN profiles f ON f.account_id = t.author_id
"""
_FOR_MEMBERS: Final = """
    SELECT EXISTS (SELECT FROM remarks WHERE circle_id = $1 AND id = $2 AND members_only)
        OR EXISTS (SELECT FROM margins WHERE circle_id = $1 AND id = $2)
"""
# A packet's money is another matter: what is looked at are its words, and how often it comes.
_PACKET: Final = """
    SELECT r.maker_id AS author_id, CASE WHEN r.removed_at IS NULL THEN 'visible' ELSE 'removed' END AS state,
           NULL::text AS category,
           concat_ws(' · ', nullif(r.greeting, ''), r.kind, r.total_minor || ' / ' || r.share_count) AS text,
           '' AS html, '[]'::jsonb AS photos, r.made_at AS created_at,
           f.name, f.handle, f.bio, f.avatar_media_id
      FROM red_packets r JOIN profiles f ON f.account_id = r.maker_id
     WHERE r.circle_id = $1 AND r.id = $2
"""


async def is_for_members(conn: Connection, *, circle_id: UUID, subject_id: UUID) -> bool:
    """Whether only the circle's members read it: what was said in a room of theirs, or beside a page."""
    return bool(await conn.fetchval(_FOR_MEMBERS, circle_id, subject_id))


async def find_subject(
    conn: Connection,
    *,
    kind: SubjectKind,
    subject_id: UUID,
    circle_id: UUID | None = None,
    post_id: UUID | None = None,
    owner_id: UUID | None = None,
) -> Subject | None:
    """The subject as it stands now, or None when there is none.

    Args:
        circle_id: Where a post, a comment or what stands in a tool lies.
        post_id: Under which post a comment stands.
        owner_id: Whose photo it is.
    """
    keys: Sequence[UUID | None]
    if kind == "post":
        query, keys, post_id = _POST, (circle_id, subject_id), subject_id
    elif kind == "comment":
        query, keys = _COMMENT, (circle_id, post_id, subject_id)
    elif kind == "tool":
        query, keys, post_id = _TOOL, (circle_id, subject_id), None
    elif kind == "photo":
        query, keys = _PHOTO, (owner_id, subject_id)
    elif kind == "account":
        query, keys, circle_id, post_id = _ACCOUNT, (subject_id,), None, None
    else:
        query, keys, circle_id, post_id = _CIRCLE, (subject_id,), subject_id, None
    row = await conn.fetchrow(query, *keys)
    if row is None and kind == "tool":
        row = await conn.fetchrow(_PACKET, *keys)
    if row is None:
        return None
    return Subject(
        kind, subject_id, circle_id, post_id, row["author_id"], row["state"], row["category"], _snapshot(row)
    )


def _snapshot(row: Row) -> Snapshot:
    photos = [
        SeenPhoto(UUID(photo["owner_id"]), UUID(photo["media_id"]), photo.get("alt") or "")
        for photo in row["photos"]
    ]
    return Snapshot(
        row["text"],
        row["html"],
        photos,
        row["name"],
        row["handle"],
        row["bio"],
        row["avatar_media_id"],
        row["created_at"],
    )
