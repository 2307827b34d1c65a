"""Read: what a member is asked, and what they answered."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.moderation.find_subject import find_subject
from tonghao.panels.fit import lacking_of
from tonghao.panels.rules import rules
from tonghao.panels.types import MyPanels, PanelConsent, PanelQuestion, PanelRule, PanelService
from tonghao.policies.standard import current_standard
from tonghao.screening.policy import current

_CONSENT: Final = "SELECT at FROM panel_consents WHERE account_id = $1"
_QUESTIONS: Final = """
    SELECT p.id, p.category, p.asked_at, p.due_at, s.answer_by, k.snapshot->>'text' AS text, k.subject_kind,
           k.subject_id, k.circle_id, k.post_id
      FROM panel_seats s
      JOIN panels p ON p.id = s.panel_id AND p.outcome IS NULL AND p.due_at > $2
      JOIN cases k ON k.id = p.case_id AND k.state = 'open' AND k.severity <= $3
     WHERE s.account_id = $1 AND s.state = 'waiting' AND s.answer_by > $2
     ORDER BY s.answer_by, p.id LIMIT 20
"""
_SERVICES: Final = """
    SELECT p.id, p.category, s.state, s.answer, s.drawn_at, p.outcome, p.closed_at, p.keeps, p.breaks,
           p.cannot_say,
           EXISTS (SELECT FROM appeals a WHERE a.against_id = p.decision_id AND a.state = 'overturned')
               AS overturned
      FROM panel_seats s JOIN panels p ON p.id = s.panel_id
     WHERE s.account_id = $1 AND s.state <> 'waiting'
     ORDER BY s.drawn_at DESC, p.id DESC LIMIT 50
"""
_ANSWERED: Final = "SELECT count(*) FROM panel_seats WHERE account_id = $1 AND state = 'answered'"
_SHOWN: Final = frozenset({"visible", "held", "pending"})


async def get_consent(conn: Connection, *, account_id: UUID, at: datetime) -> PanelConsent:
    """Whether *account_id* agreed to be drawn, and what stands in the way."""
    since = await conn.fetchval(_CONSENT, account_id)
    return PanelConsent(since is not None, since, await lacking_of(conn, account_id=account_id, at=at))


async def get_my_panels(conn: Connection, *, account_id: UUID) -> MyPanels:
    """What waits for an answer of *account_id*, and the last fifty seats that they had.

    What its author has deleted is not shown to anybody else.
    """
    at = now()
    questions = []
    for row in await conn.fetch(_QUESTIONS, account_id, at, rules().gravest):
        subject = await find_subject(
            conn,
            kind=row["subject_kind"],
            subject_id=row["subject_id"],
            circle_id=row["circle_id"],
            post_id=row["post_id"],
        )
        if subject is not None and subject.state in _SHOWN:
            questions.append(
                PanelQuestion(
                    row["id"],
                    rule_of(row["category"]),
                    row["text"],
                    row["subject_kind"],
                    row["asked_at"],
                    row["answer_by"],
                    row["due_at"],
                )
            )
    services = []
    for row in await conn.fetch(_SERVICES, account_id):
        zh, en = name_of(row["category"])
        services.append(PanelService(row["id"], row["category"], zh, en, *row[2:]))
    consent = await get_consent(conn, account_id=account_id, at=at)
    return MyPanels(consent, questions, services, await conn.fetchval(_ANSWERED, account_id))


def name_of(code: str) -> tuple[str, str]:
    """A rule's name in both languages; the code where the policy has it no more."""
    rule = current().categories.get(code)
    return (rule.zh, rule.en) if rule else (code, code)


def rule_of(code: str) -> PanelRule:
    """The rule with everything that the standard says beside it, whatever the circle's topic."""
    rule = current().categories.get(code)
    standard = current_standard()
    zh, en = name_of(code)
    return PanelRule(
        code,
        zh,
        en,
        rule.rule_zh if rule else "",
        rule.rule_en if rule else "",
        [one for one in standard.exceptions if code in one.categories],
        [one for one in standard.examples if one.category == code],
    )
