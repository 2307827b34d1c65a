"""Access: what one person may do in one circle, and what keeps them from it."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.restrictions import (
    CircleClosed,
    CircleReadOnly,
    EachTextWaits,
    PhotosLater,
    PhotosStopped,
    Restriction,
    gravest,
    must_be_open,
    why,
)
from tonghao.clock import now
from tonghao.errors import NotAllowed, Refusal
from tonghao.markup import leads_away
from tonghao.partners.rights import Right, allows
from tonghao.screening.house import House

# Who may act on whom: only on somebody lower.
RANK: Final[dict[str | None, int]] = {None: 0, "member": 0, "helper": 1, "host": 2, "owner": 3}
# From which role in the circle on one has a right there; the partner's people have their own table.
_RANK_FOR: Final[dict[Right, int]] = {
    "edit_circle": 2,
    "set_roster": 2,
    "appoint": 3,
    "see_requests": 2,
    "answer_requests": 2,
    "undo_acts": 2,
}
LEVEL_OF_PARTNER: Final = 4
LEVEL_OF_PLATFORM: Final = 5


class JoinFirst(Refusal):
    """Join the circle first; then you can take part here."""

    status = 403


class BannedHere(Refusal):
    """You are banned from this circle for now. The details say until when."""

    status = 403


class LinksUnwelcome(Refusal):
    """This circle takes no links to other sites: a rule of this circle. Leave the link out."""


# What keeps somebody from writing in a circle, for the answers of routes.
WRITING: Final = (JoinFirst, BannedHere, CircleClosed, CircleReadOnly)
# The same for words that others see at once.
SAYING: Final = (*WRITING, EachTextWaits)


class Access(msgspec.Struct, frozen=True):
    """What one person may do in one circle, read in one query.

    Attributes:
        role: None for somebody who is no member.
        banned_until: None also for a ban without end; `is_banned` says whether there is one.
        partner_role: The person's role in the partner that runs the circle: owner, manager, staff.
        restrictions: What the platform does not let the circle do for now.
        house: What the circle asks beyond the platform's policy; None where it asks nothing.
        shown_posts: How many of the person's posts are shown here, as far as the house has to know.
    """

    circle_id: UUID
    kind: str
    state: str
    account_id: UUID | None
    role: str | None
    is_banned: bool
    banned_until: datetime | None
    partner_role: str | None
    is_moderator: bool = False
    restrictions: tuple[Restriction, ...] = ()
    joined_at: datetime | None = None
    house: House | None = None
    shown_posts: int = 0

    @property
    def is_partner_staff(self) -> bool:
        return self.partner_role is not None

    @property
    def level(self) -> int:
        """How high the person stands when they act: 1 helper, 2 host, 3 owner, 4 partner, 5 platform.

        Who has a role in the circle acts in that role, even when they own the partner too: only so
        is there somebody above them.
        """
        if RANK[self.role] > 0:
            return RANK[self.role]
        if self.is_moderator:
            return LEVEL_OF_PLATFORM
        return LEVEL_OF_PARTNER if self.partner_role in {"owner", "manager"} else 0

    def above(self, level: int) -> "Access":
        """The same person as they act when they undo what was done on *level*: no higher than they must."""
        if RANK[self.role] > level:
            return msgspec.structs.replace(self, is_moderator=False)
        from_partner = self.partner_role == "owner" and level < LEVEL_OF_PARTNER
        return msgspec.structs.replace(self, role=None, is_moderator=not from_partner)

    @property
    def undo_level(self) -> int:
        """The highest level from which the person may take back what others did."""
        levels = [RANK[self.role]]
        if self.partner_role == "owner":
            levels.append(LEVEL_OF_PARTNER)
        if self.is_moderator:
            levels.append(LEVEL_OF_PLATFORM)
        return max(levels)

    @property
    def may_read(self) -> bool:
        return self.kind == "open" or self.role is not None or self.is_partner_staff or self.is_moderator

    @property
    def may_see(self) -> bool:
        """Whether the circle's page may be seen: also by those who could ask to come in."""
        return self.kind != "invite" or self.may_read

    @property
    def may_write(self) -> bool:
        is_stopped = gravest(self.restrictions, "closed", "read_only") is not None
        return self.role is not None and not self.is_banned and self.state == "open" and not is_stopped

    @property
    def may_help(self) -> bool:
        """Delete and ban for a day: helpers, hosts and the owner."""
        return RANK[self.role] >= RANK["helper"]

    @property
    def may_host(self) -> bool:
        return RANK[self.role] >= RANK["host"]

    @property
    def is_owner(self) -> bool:
        return self.role == "owner"

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of restrictions that are in force."""
        return frozenset(one.kind for one in self.restrictions)

    @property
    def is_newcomer(self) -> bool:
        """Whether a rule of the circle lets the person's next post wait for somebody who looks."""
        if self.house is None or self.role != "member":
            return False
        return self.shown_posts < self.house.rules.first_posts

    def find_restriction(self, *kinds: str) -> Restriction | None:
        """The gravest of *kinds* that is in force; None when none is."""
        return gravest(self.restrictions, *kinds)

    def must_write(self, *, with_photos: bool = False) -> None:
        """Raises BannedHere, JoinFirst, CircleClosed or CircleReadOnly unless the person may write.

        With photos also PhotosStopped, while the circle takes none, and PhotosLater.
        """
        if self.is_banned:
            raise BannedHere(until=self.banned_until)
        if self.role is None:
            raise JoinFirst
        self.must_take_new()
        if with_photos:
            self.must_take_photos()

    def must_take_new(self) -> None:
        """Raises CircleClosed or CircleReadOnly unless anything new may be added to the circle."""
        must_be_open(self.state, self.restrictions)
        if stopped := self.find_restriction("read_only"):
            raise CircleReadOnly(**why(stopped))

    def must_take_words(self) -> None:
        """For words that cannot wait for a person: what the circle says, nicknames, tables, margins.

        Raises CircleClosed, CircleReadOnly, or EachTextWaits while each text waits for a person.
        """
        self.must_take_new()
        if waits := self.find_restriction("pre_check"):
            raise EachTextWaits(**why(waits))

    def must_take_photos(self, *, at_once: bool = False) -> None:
        """Raises PhotosStopped while the circle takes no new photos, PhotosLater while none of a newcomer.

        Args:
            at_once: For photos that cannot wait for a person: covers, marks, receipts.
        """
        waiting = ("pre_check", "photo_check") if at_once else ()
        if stopped := self.find_restriction("no_photos", *waiting):
            raise PhotosStopped(**why(stopped))
        if self.house is None or self.joined_at is None or self.role != "member":
            return
        days = self.house.rules.photo_days
        welcome_at = self.joined_at + timedelta(days=days)
        if welcome_at > now():
            raise PhotosLater(days=days, **{"from": welcome_at})

    def must_link(self, html: str) -> str:
        """Return *html*; raises LinksUnwelcome when it leads to another site where no links are taken."""
        if self.house is not None and self.house.rules.no_links and leads_away(html):
            raise LinksUnwelcome
        return html

    def may(self, right: Right) -> bool:
        """Whether the person's role in the circle, or in its partner, gives them *right*."""
        return RANK[self.role] >= _RANK_FOR[right] or allows(self.partner_role, right)

    @property
    def rights(self) -> list[Right]:
        return [right for right in _RANK_FOR if self.may(right)]

    def must(self, right: Right) -> None:
        """Raises NotAllowed unless the person has *right*."""
        if not self.may(right):
            raise NotAllowed

    def must_help(self) -> None:
        """Raises NotAllowed unless the person is helper, host or owner."""
        if not self.may_help:
            raise NotAllowed

    def must_help_or_oversee(self) -> None:
        """Raises NotAllowed unless the person is staff here, or stands above the circle."""
        if self.undo_level == 0:
            raise NotAllowed

    def must_host(self) -> None:
        """Raises NotAllowed unless the person is host or owner."""
        if not self.may_host:
            raise NotAllowed
