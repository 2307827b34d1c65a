"""Whose word about the visitor's address is taken."""

import httpx
import pytest

from tests.world import World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.proxies import Told, networks_of, told_by_proxy

_OURS = networks_of("10.0.0.0/8, ::1")


def _told(peer: str, *headers: tuple[str, str], header: str = "x-forwarded") -> Told:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    return told_by_proxy(raw, peer=peer, trusted=_OURS, header=header)  # type: ignore[arg-type]


def test_nobody_is_believed_who_is_not_named() -> None:
    lies = (("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.org"))
    assert _told("203.0.113.9", *lies) == Told("203.0.113.9", "", "")
    assert _told("203.0.113.9", ("Forwarded", "for=1.1.1.1"), header="forwarded").address == "203.0.113.9"
    assert told_by_proxy([], peer="", trusted=_OURS, header="x-forwarded").address == ""


@pytest.mark.parametrize(
    ("chain", "visitor"),
    [
        ("198.51.100.7", "198.51.100.7"),
        # The visitor wrote the left part; the proxy added the right one.
        ("1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("10.9.9.9, 198.51.100.7", "198.51.100.7"),
        # Two proxies of ours, the inner one connects.
        ("1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("198.51.100.7:4711", "198.51.100.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        # Somebody within our networks.
        ("10.0.0.5, 10.0.0.2", "10.0.0.5"),
        # What cannot be read ends the chain: the last address that is certain counts.
        ("1.1.1.1, unknown", "10.0.0.1"),
        ("1.1.1.1, unknown, 10.0.0.2", "10.0.0.2"),
        ("", "10.0.0.1"),
    ],
)
def test_the_right_most_address_that_is_not_a_proxy_is_the_visitor(chain: str, visitor: str) -> None:
    assert _told("10.0.0.1", ("X-Forwarded-For", chain)).address == visitor


def test_a_chain_in_several_lines_is_one_chain() -> None:
    lines = [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", "198.51.100.7, 10.0.0.2")]
    assert _told("10.0.0.1", *lines).address == "198.51.100.7"


def test_scheme_and_host_are_the_nearest_proxys_word() -> None:
    told = _told(
        "::1",
        ("X-Forwarded-For", "198.51.100.7"),
        ("X-Forwarded-Proto", "gopher, https"),
        ("X-Forwarded-Host", "evil.org, example.org:8443"),
    )
    assert told == Told("198.51.100.7", "https", "example.org:8443")
    odd = _told("::1", ("X-Forwarded-Proto", "gopher"), ("X-Forwarded-Host", "a b\r\nc"))
    assert odd == Told("::1", "", "")


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        ("for=198.51.100.7;proto=https;host=example.org", Told("198.51.100.7", "https", "example.org")),
        ('For="[2001:db8::7]:4711"; Proto=HTTPS', Told("2001:db8::7", "https", "")),
        (
            "for=1.1.1.1;host=evil.org, for=198.51.100.7;host=example.org",
            Told("198.51.100.7", "", "example.org"),
        ),
        ("for=198.51.100.7;proto=https, for=10.0.0.2", Told("198.51.100.7", "https", "")),
        ("for=1.1.1.1, for=_hidden", Told("10.0.0.1", "", "")),
        # A quote that the visitor left open must not swallow what the proxy added, nor win by it.
        ('for="1.1.1.1, for=198.51.100.7', Told("198.51.100.7", "", "")),
        ('for="1.1.1.1, for="[2001:db8::7]"', Told("2001:db8::7", "", "")),
        (
            'for=9.9.9.9, for="x, for="198.51.100.7:80";proto=https',
            Told("198.51.100.7", "https", ""),
        ),
        ('for=", for=6.6.6.6;x=", for=198.51.100.7', Told("198.51.100.7", "", "")),
        ("nonsense", Told("10.0.0.1", "", "")),
        ("", Told("10.0.0.1", "", "")),
    ],
)
def test_forwarded_is_read_as_the_standard_writes_it(chain: str, told: Told) -> None:
    assert _told("10.0.0.1", ("Forwarded", chain), header="forwarded") == told


def test_only_the_header_that_the_proxies_write_is_read() -> None:
    both = (("Forwarded", "for=1.1.1.1"), ("X-Forwarded-For", "198.51.100.7"))
    assert _told("10.0.0.1", *both).address == "198.51.100.7"
    assert _told("10.0.0.1", *both, header="forwarded").address == "1.1.1.1"


def test_a_network_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        Config(trusted_proxies="10.0.0.0/8, nonsense")


async def _sign_in_wrongly(app: object, peer: str, times: int, **headers: str) -> list[int]:
    transport = httpx.ASGITransport(app, client=(peer, 5000))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://tonghao.example") as visitor:
        return [
            (
                await visitor.post(
                    "/api/v1/sessions",
                    json={"email": f"nobody{number}@example.org", "password": "falsch-falsch-falsch"},
                    headers={name.replace("_", "-"): value for name, value in headers.items()},
                )
            ).status_code
            for number in range(times)
        ]


async def test_behind_a_proxy_each_visitor_has_limits_of_their_own(world: World, config: Config) -> None:
    from tonghao.limits import Limiter

    behind = config.model_copy(update={"trusted_proxies": "10.7.0.0/16"})
    limiter = Limiter(world.parts["pool"], scale=1.0)
    app = create_app(behind, parts=world.parts)
    app.state.config, app.state.parts = behind, {**world.parts, "limiter": limiter}
    many = await _sign_in_wrongly(app, "10.7.0.1", 80, x_forwarded_for="198.51.100.21")
    assert (many[0], many[-1]) == (403, 429)
    assert await _sign_in_wrongly(app, "10.7.0.1", 1, x_forwarded_for="198.51.100.22") == [403]
    # Neither does a made-up left end give somebody a new address, nor a header sent past the proxy.
    assert await _sign_in_wrongly(app, "10.7.0.1", 1, x_forwarded_for="8.8.8.8, 198.51.100.21") == [429]
    assert (await _sign_in_wrongly(app, "198.51.100.23", 80, x_forwarded_for="8.8.4.4"))[-1] == 429
    assert await _sign_in_wrongly(app, "198.51.100.23", 1, x_forwarded_for="8.8.4.5") == [429]


async def test_a_page_behind_a_proxy_is_ours_under_the_name_people_type(world: World, config: Config) -> None:
    behind = config.model_copy(update={"trusted_proxies": "10.7.0.0/16"})
    app = create_app(behind, parts=world.parts)
    app.state.config, app.state.parts = behind, world.parts
    account_id = await world.account()
    async with world.writing() as conn:
        # People of the demo come from this machine only.
        await conn.execute("UPDATE accounts SET is_demo = false WHERE id = $1", account_id)
    session = await world.session(account_id)
    asked = {"origin": "https://tonghao.example", "x-forwarded-host": "tonghao.example"}
    for peer, status in (("10.7.0.1", 200), ("198.51.100.24", 403)):
        transport = httpx.ASGITransport(app, client=(peer, 5000))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://inner:8000", cookies={"session": session}
        ) as visitor:
            answer = await visitor.patch("/api/v1/me", json={"bio": "x"}, headers=asked)
        assert answer.status_code == status
