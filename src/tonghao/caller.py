"""Who asks. Routes take `caller: Caller` (signed in) or `viewer: Viewer` (perhaps nobody)."""

from uuid import UUID

import msgspec

from tonghao.errors import NotAllowed, Refusal


class Muted(Refusal):
    """You may read but not write for now. “Decided about me” says why and until when."""

    status = 403


class Suspended(Refusal):
    """This account is stopped. “Decided about me” says why, until when, and how to appeal."""

    status = 403


class Caller(msgspec.Struct, frozen=True):
    """A signed-in person, read from the session on every request, so that a revoked one ends at once."""

    account_id: UUID
    session_id: UUID
    role: str  # member, moderator, operator
    locale: str  # zh-CN, en
    age_class: str  # adult, minor
    state: str  # active, leaving
    address: str = ""
    visit_due: bool = False  # the session was last noted as seen more than an hour ago
    sanctions: tuple[str, ...] = ()  # of mute, suspend, close, freeze those in force

    @property
    def is_moderator(self) -> bool:
        """Moderators and operators work the queue."""
        return self.role in {"moderator", "operator"}

    @property
    def is_operator(self) -> bool:
        return self.role == "operator"

    @property
    def is_stopped(self) -> bool:
        """Suspended, or closed for good."""
        return bool({"suspend", "close"} & set(self.sanctions))

    def must_moderate(self) -> None:
        """Raises NotAllowed unless the caller works the queue."""
        if not self.is_moderator:
            raise NotAllowed

    def must_operate(self) -> None:
        """Raises NotAllowed unless the caller runs the platform."""
        if not self.is_operator:
            raise NotAllowed


Viewer = Caller | None
