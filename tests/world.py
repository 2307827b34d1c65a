"""Makers for tests: each gives what a test needs in one line, through the product's own verbs."""

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

import httpx
from argon2 import PasswordHasher

from tonghao import outbox
from tonghao.crypto import digest
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id

_NUMBERS = itertools.count(1)
PASSWORD = "梧桐叶落了一地的黄"
# A cheap hash of it, so that a hundred people do not cost ten seconds.
_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class MailBox:
    """The outside world's mail server: keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []
        self.letters: list[tuple[str, str, dict[str, str]]] = []

    async def send(
        self, *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self.letters.append((to, html, dict(headers or {})))
        self.mails.append((to, subject, text))

    def last_to(self, to: str) -> str:
        """The text of the newest mail to *to*."""
        return next(text for receiver, _, text in reversed(self.mails) if receiver == to)


class TextBox:
    """The outside world's gateway for texts: keeps what it is given."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []

    async def send(self, *, to: str, text: str, purpose: str, code: str, locale: str) -> None:
        self.texts.append((to, text))

    def last_to(self, to: str) -> str:
        """The newest text to *to*."""
        return next(text for receiver, text in reversed(self.texts) if receiver == to)


class Made(NamedTuple):
    """A circle that a maker opened."""

    circle_id: UUID
    slug: str
    partner_id: UUID
    owner_id: UUID
    members: list[UUID]


class World:
    """Made over a pool (each maker commits) or over one connection (the test rolls back)."""

    def __init__(self, source: Pool | Connection, parts: dict[str, Any]) -> None:
        self._source = source
        self.parts = parts
        self._cursor = outbox.Cursor(0, 0)

    async def begin(self) -> None:
        """From here on `settle` lets jobs hear what happens; what other tests did is not its business."""
        assert isinstance(self._source, Pool), "jobs hear what is committed"
        async with reading(self._source) as conn:
            self._cursor = await outbox.newest_cursor(conn)

    @property
    def screener(self) -> Any:
        return self.parts["screener"]

    @property
    def mailbox(self) -> MailBox:
        return self.parts["sender"]

    @property
    def textbox(self) -> TextBox:
        return self.parts["texter"]

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """A transaction of the source."""
        if isinstance(self._source, Pool):
            async with writing(self._source) as conn:
                yield conn
        else:
            yield self._source

    async def account(self, name: str = "", *, role: str = "member", age_class: str = "adult") -> UUID:
        """A person with a unique handle; the password is PASSWORD."""
        from tonghao.accounts.make_demo import make_demo_account

        number = next(_NUMBERS)
        account_id = new_id()
        async with self.writing() as conn:
            await make_demo_account(
                conn,
                account_id=account_id,
                handle=f"p{number}{secrets.token_hex(3)}",
                name=name or f"邻居{number}",
                bio="",
                age_class=age_class,
                role=role,
                password_hash=_PASSWORD_HASH,
            )
        return account_id

    async def session(self, account_id: UUID) -> str:
        """A session cookie of *account_id*."""
        secret, session_id = secrets.token_urlsafe(24), new_id()
        async with self.writing() as conn:
            await conn.execute(
                "INSERT INTO sessions (account_id, id, token_hash, expires_at)"
                " VALUES ($1, $2, $3, now() + interval '1 day')",
                account_id,
                session_id,
                digest(secret),
            )
        return f"{account_id}.{secret}"

    async def partner(self, owner_id: UUID | None = None) -> UUID:
        """An approved partner; *owner_id*, or somebody new, owns it."""
        from tonghao.clock import now
        from tonghao.partners.load import LoadedPartner, load_partners

        partner_id = new_id()
        owner_id = owner_id or await self.account("老板")
        async with self.writing() as conn:
            partner = LoadedPartner(partner_id, "岳步健身", "fitness", "林岳", owner_id, now())
            await load_partners(conn, [partner])
        return partner_id

    async def circle(
        self,
        owner_id: UUID | None = None,
        *,
        members: int = 0,
        kind: str = "open",
        tier: str = "standard",
        on_duty: bool = False,
    ) -> "Made":
        """A circle whose owner works for its partner, with *members* plain members.

        Where the owner is *on_duty*, they are around the clock; else nobody is, and photos wait.
        """
        from tonghao.circles.duty import replace_shifts
        from tonghao.circles.open import NewCircle, open_circle
        from tonghao.circles.types import DutyShift

        owner_id = owner_id or await self.account("圈主")
        partner_id = await self.partner(owner_id)
        slug = f"c{next(_NUMBERS)}-{secrets.token_hex(4)}"
        async with self.writing() as conn:
            new = NewCircle(partner_id, slug, "慢跑也算跑", "fitness", kind)  # type: ignore[arg-type]
            circle_id = await open_circle(conn, screener=self.screener, account_id=owner_id, circle=new)
            if tier != "trial":
                await conn.execute("UPDATE circles SET tier = $2 WHERE id = $1", circle_id, tier)
            if on_duty:
                week = [DutyShift(owner_id, weekday, 0, 24 * 60) for weekday in range(7)]
                await replace_shifts(conn, circle_id, week)
        made = Made(circle_id, slug, partner_id, owner_id, [])
        for _ in range(members):
            made.members.append(await self.member(circle_id))
        return made

    async def member(self, circle_id: UUID, role: str = "member", *, name: str = "") -> UUID:
        """Somebody new who joined the circle and has *role* in it."""
        from tonghao.circles.load import LoadedMembership, load_memberships
        from tonghao.clock import now

        account_id = await self.account(name)
        async with self.writing() as conn:
            place = LoadedMembership(circle_id, account_id, now(), role)  # type: ignore[arg-type]
            await load_memberships(conn, [place])
        return account_id

    async def money(self, account_id: UUID, amount_minor: int, currency: str = "CNY") -> UUID:
        """Put money into the wallet of *account_id*, from a till of the tests; returns its ledger account."""
        from tonghao.ledger.accounts import open_account
        from tonghao.ledger.post import post_group
        from tonghao.ledger.types import Group, Leg
        from tonghao.wallets.open import open_wallet

        till = UUID(int=4)
        async with self.writing() as conn:
            wallet_id = await open_wallet(conn, account_id, currency)
            till_id = await open_account(
                conn,
                owner_kind="gateway",
                owner_id=till,
                purpose="clearing",
                currency=currency,
                floor_minor=None,
            )
            leg = Leg(till_id, wallet_id, amount_minor, "top_up")
            posted = await post_group(conn, Group(new_id(), currency, (leg,), "till", new_id()))
            assert posted.refusal is None
        return wallet_id

    async def post(self, circle_id: UUID, author_id: UUID, text: str = "今天跑了五公里", **more: Any) -> Any:
        """A post as its author sees it."""
        from tonghao.posts.write import write_post

        async with self.writing() as conn:
            return await write_post(
                conn, screener=self.screener, circle_id=circle_id, author_id=author_id, text=text, **more
            )

    async def comment(self, post: Any, author_id: UUID, text: str = "慢慢来", **more: Any) -> Any:
        """A comment as its author sees it; `floor=` and `reply_to_id=` put it inside a floor."""
        from tonghao.posts.comment import write_comment

        async with self.writing() as conn:
            return await write_comment(
                conn,
                screener=self.screener,
                circle_id=post.circle_id,
                post_id=post.post_id,
                author_id=author_id,
                text=text,
                **more,
            )

    async def events(self, kind: str, audience: str | None = None) -> list[dict[str, Any]]:
        """What was emitted of one kind, oldest first; to one audience, or to all.

        Inside a transaction only what it emitted itself: other tests have committed theirs.
        """
        inside = not isinstance(self._source, Pool)
        async with self.writing() as conn:
            rows = await conn.fetch(
                "SELECT event FROM outbox"
                " WHERE kind = $1 AND ($2::text IS NULL OR audience = $2)"
                "   AND (NOT $3 OR tx = pg_current_xact_id()) ORDER BY id",
                kind,
                audience,
                inside,
            )
        return [row["event"] for row in rows]

    async def photo(
        self, owner_id: UUID, content: bytes | None = None, *, purpose: str = "post", checked: bool = True
    ) -> UUID:
        """An uploaded photo of *owner_id*, judged by the real photo process unless *checked* is false."""
        from tests.media.pictures import saved, scene
        from tonghao.media.check import check_photo
        from tonghao.media.upload import Incoming, upload_medium

        media_id, store = new_id(), self.parts["store"]
        incoming = Incoming(store, owner_id=owner_id, media_id=media_id, most_bytes=20_000_000)
        await incoming.write(content or saved(scene()))
        original = await incoming.close()
        async with self.writing() as conn:
            await upload_medium(
                conn, owner_id=owner_id, media_id=media_id, purpose=purpose, alt="", original=original
            )
        if checked:
            assert isinstance(self._source, Pool), "the check reads what is committed"
            await check_photo(
                self._source,
                store,
                self.parts["photo_screener"],
                self.parts["bank"],
                owner_id=owner_id,
                media_id=media_id,
            )
        return media_id

    async def settle(self) -> int:
        """Let every job hear what was committed since `begin` or the last call, until nothing new happens."""
        from tonghao.worker import hear_all

        assert isinstance(self._source, Pool), "jobs hear what is committed"
        heard = 0
        while True:
            # Whoever keeps a transaction open learns it here, and not from a job that heard nothing.
            async with asyncio.timeout(60), reading(self._source) as conn:
                entries = await outbox.awaited_entries(conn, self._cursor)
            if not entries:
                return heard
            for entry in entries:
                await hear_all(entry.event, self.parts)
                self._cursor = entry.cursor
                heard += 1


class Browser(httpx.AsyncClient):
    """A client of the app in this process."""

    def __init__(self, app: Any, world: World) -> None:
        super().__init__(transport=httpx.ASGITransport(app), base_url="http://localhost:8000")
        self._world = world

    async def as_(self, account_id: UUID | None) -> "Browser":
        """Sign in as *account_id*, or out."""
        self.cookies.clear()
        if account_id is not None:
            self.cookies.set("session", await self._world.session(account_id))
        return self
