"""What circles hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "duty_exceptions": """
        SELECT to_jsonb(t) AS row
          FROM duty_exceptions t
         WHERE t.absent_id = $1 OR t.cover_id = $1
    """,
    "duty_hand_overs": """
        SELECT to_jsonb(t) AS row
          FROM duty_hand_overs t
         WHERE t.from_id = $1 OR t.to_id = $1
    """,
    "joined_circles": "SELECT to_jsonb(t) AS row FROM joined_circles t WHERE t.account_id = $1",
    "memberships": "SELECT to_jsonb(t) - 'names' AS row FROM memberships t WHERE t.account_id = $1",
    "circle_bans": "SELECT to_jsonb(t) - 'banned_by' AS row FROM circle_bans t WHERE t.account_id = $1",
    "circle_invites": """
        SELECT to_jsonb(t) - 'token_hash' AS row
          FROM circle_invites t
         WHERE t.made_by = $1
    """,
    "duty_shifts": "SELECT to_jsonb(t) AS row FROM duty_shifts t WHERE t.account_id = $1",
    "join_requests": """
        SELECT to_jsonb(t) - 'decided_by' AS row
          FROM join_requests t
         WHERE t.account_id = $1
    """,
    "circle_acts": "SELECT to_jsonb(t) - 'undo' AS row FROM circle_acts t WHERE t.actor_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "duty_exceptions.made_by": "who changed a roster",
    "circle_restrictions.set_by": "a restriction is the platform's; the circle's log says who set it",
    "circle_restrictions.ended_by": "the same for its end",
    "circle_closings.proposed_by": "work for the platform, about a circle",
    "circle_pages.changed_by": "the pages are the circle's",
    "house_rules.made_by": "the rules are the circle's",
    "circle_bans.banned_by": "who decided is told by the log of the circle",
    "join_requests.decided_by": "who decided is told by the log of the circle",
    "circles.cover_owner_id": "a cover is one of the photos",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "circle_bans.banned_by": "a ban holds, whoever set it",
    "duty_exceptions.made_by": "a roster stays as it was changed",
    "join_requests.decided_by": "a request was answered, whoever did it",
    "circle_closings.proposed_by": "who proposed to close a circle answers for it",
    "circle_invites.made_by": "revoked, and forgotten thirty days after its end",
    "circles.cover_owner_id": "where the file of a cover lay; the file is deleted",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "circle_closings": "a reason given for the platform, about a circle",
    "house_rules": "written for the circle by who ran it",
}
