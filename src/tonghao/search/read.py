"""Searching: what stands in the index is read together with what may be seen."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.read import find_circle_id, list_cards
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import from_cursor, to_cursor
from tonghao.search.ask import Question, question_of, tag_term
from tonghao.search.cut import author_word, circle_word, plain_of, quoted
from tonghao.search.snippet import snippet_of
from tonghao.search.types import Hit, Hits, Kind, Names, Order

PAGE: Final = 20
# Looked at for one page: some of them may be hidden or written by somebody who is blocked.
_EXAMINED: Final = 60
_NAMES: Final = 20

# A fifth of the newest 64 texts has what was asked for: common words, as 今天 is in a diary's circle.
_IS_COMMON: Final = """
    SELECT count(*) >= 13
      FROM (SELECT words FROM search_texts ORDER BY at DESC, subject_id DESC LIMIT 64) i
     WHERE i.words @@ $1::text::tsquery
"""
# Of what has the words, the newest 1,000 are weighed: a word that stands in every tenth text says
# little about what is meant, and weighing all of them would make it the slowest of questions. Common
# words ($11) are looked for among the newest 5,000 texts, since the index would give all that there are
# only to find the newest. Of the two halves one alone runs.
_BEST: Final = """
    WITH found AS MATERIALIZED (
        SELECT s.circle_id, s.post_id, s.subject_id, s.at, s.version,
               ts_rank('{0.1, 0.2, 0.4, 1.0}', s.words, $3::text::tsquery, 1)::float8 * (1 + s.useful)
               + extract(epoch FROM s.at)::float8 / 3e9 AS score
          FROM ((SELECT i.* FROM search_texts i
                   JOIN circles c ON c.id = i.circle_id
                  WHERE NOT $11::boolean AND i.words @@ $2::text::tsquery
                    AND (c.kind = 'open' AND NOT 'hidden' = ANY (c.restrictions)
                         OR EXISTS (SELECT FROM joined_circles j
                                     WHERE j.account_id = $1 AND j.circle_id = c.id))
                    AND ($4 = 'all' OR (i.subject_id = i.post_id) = ($4 = 'posts'))
                    AND ($5::timestamptz IS NULL OR i.at >= $5)
                    AND ($6::timestamptz IS NULL OR i.at < $6)
                  ORDER BY i.at DESC, i.subject_id DESC LIMIT 1000)
                 UNION ALL
                (SELECT i.* FROM (SELECT * FROM search_texts ORDER BY at DESC, subject_id DESC LIMIT 5000) i
                   JOIN circles c ON c.id = i.circle_id
                  WHERE $11::boolean AND i.words @@ $2::text::tsquery
                    AND (c.kind = 'open' AND NOT 'hidden' = ANY (c.restrictions)
                         OR EXISTS (SELECT FROM joined_circles j
                                     WHERE j.account_id = $1 AND j.circle_id = c.id))
                    AND ($4 = 'all' OR (i.subject_id = i.post_id) = ($4 = 'posts'))
                  ORDER BY i.at DESC, i.subject_id DESC LIMIT 1000)) s),
    best AS (
        SELECT * FROM found
         WHERE (score, subject_id) < (COALESCE($7::float8, 'infinity'::float8),
                                      COALESCE($8, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
         ORDER BY score DESC, subject_id DESC LIMIT $9)
    SELECT b.score, b.subject_id, b.at, b.circle_id, c.slug, c.name, c.name_en, b.post_id, m.id AS comment_id,
           COALESCE(m.floor, 1) AS floor, a.account_id, a.handle, a.name AS author_name, a.avatar_media_id,
           a.is_gone, COALESCE(m.text, p.text) AS text, p.comment_count,
           COALESCE(m.like_count, p.like_count) AS like_count,
           jsonb_array_length(p.photos) AS photo_count, p.solved_at IS NOT NULL AS is_solved,
           p.state = 'visible' AND COALESCE(m.state, 'visible') = 'visible'
           AND (m.id IS NOT NULL OR b.subject_id = b.post_id)
           AND COALESCE(m.version, p.version) = b.version
           AND (p.label IS NULL OR p.author_id = $1 OR $10)
           AND (m.label IS NULL OR m.author_id = $1 OR $10)
           AND NOT EXISTS (SELECT FROM blocks x WHERE x.account_id = $1
                            AND x.blocked_id IN (p.author_id, COALESCE(m.author_id, p.author_id)))
           AND NOT EXISTS (SELECT FROM blocked_by y WHERE y.account_id = $1
                            AND y.blocker_id IN (p.author_id, COALESCE(m.author_id, p.author_id)))
           AS may_see
      FROM best b
      JOIN posts p ON p.circle_id = b.circle_id AND p.id = b.post_id
      JOIN circles c ON c.id = b.circle_id
      LEFT JOIN comments m ON b.subject_id <> b.post_id AND m.circle_id = b.circle_id
                          AND m.post_id = b.post_id AND m.id = b.subject_id
      JOIN profiles a ON a.account_id = COALESCE(m.author_id, p.author_id)
     ORDER BY b.score DESC, b.subject_id DESC
"""

_NEWEST: Final = """
    WITH best AS MATERIALIZED (
        SELECT i.circle_id, i.post_id, i.subject_id, i.at, i.version
          FROM search_texts i
          JOIN circles c ON c.id = i.circle_id
         WHERE i.words @@ $2::text::tsquery
           AND (c.kind = 'open' AND NOT 'hidden' = ANY (c.restrictions)
                OR EXISTS (SELECT FROM joined_circles j
                            WHERE j.account_id = $1 AND j.circle_id = c.id))
           AND ($3 = 'all' OR (i.subject_id = i.post_id) = ($3 = 'posts'))
           AND ($4::timestamptz IS NULL OR i.at >= $4)
           AND ($5::timestamptz IS NULL OR i.at < $5)
           AND (i.at, i.subject_id) < (COALESCE($6::timestamptz, 'infinity'::timestamptz),
                                       COALESCE($7, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
         ORDER BY i.at DESC, i.subject_id DESC LIMIT $8)
    SELECT 0::float8 AS score, b.subject_id, b.at, b.circle_id, c.slug, c.name, c.name_en, b.post_id,
           m.id AS comment_id,
           COALESCE(m.floor, 1) AS floor, a.account_id, a.handle, a.name AS author_name, a.avatar_media_id,
           a.is_gone, COALESCE(m.text, p.text) AS text, p.comment_count,
           COALESCE(m.like_count, p.like_count) AS like_count,
           jsonb_array_length(p.photos) AS photo_count, p.solved_at IS NOT NULL AS is_solved,
           p.state = 'visible' AND COALESCE(m.state, 'visible') = 'visible'
           AND (m.id IS NOT NULL OR b.subject_id = b.post_id)
           AND COALESCE(m.version, p.version) = b.version
           AND (p.label IS NULL OR p.author_id = $1 OR $9)
           AND (m.label IS NULL OR m.author_id = $1 OR $9)
           AND NOT EXISTS (SELECT FROM blocks x WHERE x.account_id = $1
                            AND x.blocked_id IN (p.author_id, COALESCE(m.author_id, p.author_id)))
           AND NOT EXISTS (SELECT FROM blocked_by y WHERE y.account_id = $1
                            AND y.blocker_id IN (p.author_id, COALESCE(m.author_id, p.author_id)))
           AS may_see
      FROM best b
      JOIN posts p ON p.circle_id = b.circle_id AND p.id = b.post_id
      JOIN circles c ON c.id = b.circle_id
      LEFT JOIN comments m ON b.subject_id <> b.post_id AND m.circle_id = b.circle_id
                          AND m.post_id = b.post_id AND m.id = b.subject_id
      JOIN profiles a ON a.account_id = COALESCE(m.author_id, p.author_id)
     ORDER BY b.at DESC, b.subject_id DESC
"""

_AUTHOR: Final = "SELECT account_id FROM profiles WHERE handle = $1 AND NOT is_gone"

# A slip of the hand in a name of two characters leaves one trigram of five the same.
_NEARLY: Final = "SELECT set_config('pg_trgm.similarity_threshold', '0.14', true)"
_CIRCLES_NAMED: Final = """
    SELECT c.id, c.name, greatest(similarity(c.name, $2), similarity(c.name_en, $2),
                                  similarity(c.slug, $2)) AS alike
      FROM circles c
     WHERE (c.name % $2 OR c.name_en % $2 OR c.slug % $2)
       AND (c.kind <> 'invite' AND NOT 'hidden' = ANY (c.restrictions)
            OR EXISTS (SELECT FROM joined_circles j
                        WHERE j.account_id = $1 AND j.circle_id = c.id))
     -- A circle that lost a point stands lower, not out of sight: that begins with the next tier.
     ORDER BY greatest(similarity(c.name, $2), similarity(c.name_en, $2), similarity(c.slug, $2))
              * CASE WHEN c.score < 5 THEN 0.5 ELSE 1 END DESC, c.member_count DESC, c.id LIMIT $3
"""
_PEOPLE_NAMED: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, similarity(p.name, $2) AS alike
      FROM profiles p
     WHERE NOT p.is_gone
       AND (p.found_by = 'name' AND p.name % $2 OR p.handle = $3 AND p.found_by <> 'nobody')
       AND NOT EXISTS (SELECT FROM blocks x WHERE x.account_id = $1 AND x.blocked_id = p.account_id)
       AND NOT EXISTS (SELECT FROM blocked_by y WHERE y.account_id = $1 AND y.blocker_id = p.account_id)
     ORDER BY p.handle = $3 DESC, alike DESC, p.account_id LIMIT $4
"""


async def search_texts(
    conn: Connection,
    *,
    viewer_id: UUID,
    typed: str,
    kind: Kind = "all",
    order: Order = "best",
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
) -> Hits:
    """Posts and comments that have everything that was asked for; else, on the first page, some of it.

    Args:
        typed: As it stands in the field, see `question_of`.
        since: From this moment on; `until`: before this one.

    Raises:
        NothingToSearch, QueryTooLong: see `question_of`.
        BadCursor: *cursor* is not one of ours.
    """
    question = question_of(typed)
    try:
        filters = await _filters_of(conn, question)
    except NotFound:
        return Hits([])
    place = from_cursor(cursor, tuple[int, float, datetime, UUID])
    mode, keys = (None, (None, None, None)) if place is None else (place[0], place[1:])
    for loosened in (False, True) if mode is None and len(question.every) > 1 else (bool(mode),):
        asked = _asked(question, filters, loosened=loosened)
        ranked = " | ".join(question.every) or " & ".join(filters)
        page = await _page(
            conn, viewer_id, asked, ranked, kind, order, since, until, keys, bool(question.circles)
        )
        if page:
            break
    entries = [_hit_of(row, question) for row in page if row["may_see"]][:PAGE]
    return Hits(entries, _cursor_after(page, int(loosened)), loosened and bool(entries))


async def _filters_of(conn: Connection, question: Question) -> list[str]:
    """The words for tags, circle and author.

    Raises:
        NotFound: there is no such circle or person, so there is nothing to find.
    """
    filters = [tag_term(tag) for tag in question.tags]
    for slug in question.circles:
        filters.append(quoted(circle_word(await find_circle_id(conn, slug.lower()))))
    for handle in question.authors:
        account_id = await conn.fetchval(_AUTHOR, plain_of(handle.lstrip("@")))
        if account_id is None:
            raise NotFound
        filters.append(quoted(author_word(account_id)))
    return filters


def _asked(question: Question, filters: list[str], *, loosened: bool) -> str:
    words = [f"({' | '.join(question.every)})"] if loosened else question.every
    return " & ".join([*filters, *words, *(f"!{term}" for term in question.never)])


async def _page(
    conn: Connection,
    viewer_id: UUID,
    asked: str,
    ranked: str,
    kind: str,
    order: str,
    since: datetime | None,
    until: datetime | None,
    keys: tuple[object, object, object],
    in_circle: bool,
) -> list[Row]:
    score, at, subject_id = keys
    if order == "newest":
        return await conn.fetch(
            _NEWEST, viewer_id, asked, kind, since, until, at, subject_id, _EXAMINED, in_circle
        )
    is_common = since is None and until is None and await conn.fetchval(_IS_COMMON, asked)
    filters = (viewer_id, asked, ranked, kind, since, until)
    return await conn.fetch(_BEST, *filters, score, subject_id, _EXAMINED, in_circle, is_common)


def _cursor_after(page: list[Row], mode: int) -> str | None:
    """Behind the last one shown; when the page was not filled, behind the last one looked at."""
    seen = 0
    for place, row in enumerate(page):
        seen += row["may_see"]
        if seen == PAGE:
            is_last = place + 1 == len(page) and len(page) < _EXAMINED
            return None if is_last else _key_of(row, mode)
    return _key_of(page[-1], mode) if len(page) == _EXAMINED else None


def _key_of(row: Row, mode: int) -> str:
    return to_cursor(mode, row["score"], row["at"], row["subject_id"])


def _hit_of(row: Row, question: Question) -> Hit:
    author = ProfileCard(
        row["account_id"], row["handle"], row["author_name"], row["avatar_media_id"], row["is_gone"]
    )
    return Hit(
        row["circle_id"],
        row["slug"],
        row["name"],
        row["name_en"],
        row["post_id"],
        row["comment_id"],
        row["floor"],
        author,
        snippet_of(row["text"], question.shown),
        row["at"],
        row["comment_count"],
        row["like_count"],
        row["photo_count"],
        row["is_solved"],
    )


async def search_names(conn: Connection, *, viewer_id: UUID, typed: str) -> Names:
    """Circles with such a name, and people who let themselves be found; the most alike first.

    Raises:
        NothingToSearch, QueryTooLong: see `question_of`.
    """
    question = question_of(typed)
    wanted = question.plain or " ".join(handle.lstrip("@") for handle in question.authors)
    if not wanted:
        return Names([], [])
    handle = plain_of(wanted).lstrip("@")
    async with conn.transaction():
        await conn.execute(_NEARLY)
        circles = await conn.fetch(_CIRCLES_NAMED, viewer_id, wanted, _NAMES)
        people = await conn.fetch(_PEOPLE_NAMED, viewer_id, wanted, handle, _NAMES)
    cards = await list_cards(conn, [row["id"] for row in circles], viewer_id)
    named = [(row["name"], row["alike"]) for row in (*circles, *people)]
    return Names(
        [cards[row["id"]] for row in circles],
        [ProfileCard(*row[:5]) for row in people],
        _meant(wanted, named),
    )


def _meant(wanted: str, named: list[tuple[str, float]]) -> str | None:
    """The name that is most alike, when none has what was typed in it."""
    plain = plain_of(wanted)
    if not named or any(plain in plain_of(name) for name, _ in named):
        return None
    name, alike = max(named, key=lambda pair: pair[1])
    return name if alike >= 0.2 else None
