"""HTTP for the server's own pages, and for what a client asks first."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from litestar import MediaType, Request, Response, Router, get
from litestar.params import QueryParameter

from tonghao.accounts.read import is_at_home
from tonghao.accounts.types import TERMS_VERSION
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.errors import NotFound, Refusal, Unavailable
from tonghao.meter.as_csv import csv_of
from tonghao.meter.read import get_report
from tonghao.pages.assets import asset_of
from tonghao.pages.atom import circle_feed
from tonghao.pages.figures import heads_page, meter_page, report_page
from tonghao.pages.fund import fund_page
from tonghao.pages.install import headers_for, icon_of, manifest_of, worker_of
from tonghao.pages.partner import partner_page
from tonghao.pages.public import circle_page, post_page
from tonghao.pages.shell import Card, page_of, rendered, shell_of, without_script
from tonghao.pages.site import get_site
from tonghao.pages.standard import drawing_of, standard_page
from tonghao.pages.types import Site
from tonghao.pages.words import WORDS, language_of
from tonghao.partners.demands import CONVENTION_VERSION
from tonghao.posts.count_views import Views

_HERE: Final = Path(__file__).parent
_ROBOTS: Final = (
    "User-agent: *\nAllow: /c/\nAllow: /partners/\nAllow: /standard\n"
    "Allow: /first-moment\nAllow: /transparency\n"
    "Disallow: /api/\nDisallow: /media/\nDisallow: /console/\nDisallow: /index.html\n"
)

# Their tokens have a dot, like a file's name.
_WITH_TOKENS: Final = ("/i/", "/claim/", "/not-me/", "/unsubscribe/")

_Version = Annotated[str | None, QueryParameter(name="version", max_length=40)]
_Spoken = Annotated[Literal["zh-CN", "en"] | None, QueryParameter(name="lang")]
_Slug = Annotated[str | None, QueryParameter(name="circle", max_length=40)]
_Period = Annotated[str | None, QueryParameter(max_length=8)]
AnyRequest = Request[Any, Any, Any]


@get("/site", operation_id="getSite", responses=refusals(Unavailable))
async def site(request: AnyRequest, pool: Pool, config: Config, viewer: Caller | None) -> Site:
    """What a client must know before anybody has signed in."""
    headers = request.headers
    at_home = config.is_loopback and is_at_home(
        peer=request.client.host if request.client else "",
        host=headers.get("host", ""),
        forwarded="forwarded" in headers or "x-forwarded-for" in headers,
    )
    async with reading(pool) as conn:
        return await get_site(conn, config, at_home=at_home, signed_in=viewer is not None)


def _html(body: str, *, status: int = 200) -> Response[str]:
    headers = {"cache-control": "no-cache", "vary": "Accept-Language, Cookie"}
    return Response(body, status_code=status, media_type=MediaType.HTML, headers=headers)


def _language(request: AnyRequest) -> str:
    return language_of(request.headers.get("accept-language", ""))


def _shell(config: Config, app: str, request: AnyRequest, *, status: int = 200) -> Response[str]:
    lang = _language(request)
    words = WORDS[lang]
    card = Card(
        words["home"].format(site=config.site_name),
        words["home_about"],
        config.address + request.scope["path"],
        noindex=request.scope["path"] != "/",
    )
    shell = shell_of(config.web / app / "dist" / "index.html")
    return _html(page_of(shell, card, "", lang=lang), status=status)


def _missing(viewer: Caller | None) -> int:
    """The status where the public sees nothing: the app may still show it to somebody signed in."""
    return 404 if viewer is None else 200


def _counted(views: Views, viewer: Caller | None) -> Views | None:
    """Where a page counts as shown: whoever is signed in reads on in the app, which counts.

    Whether somebody without an account has script nobody can tell: they count here, and in the app once more.
    """
    return views if viewer is None else None


@get("/c/{slug:str}", include_in_schema=False)
async def circle(
    slug: str, request: AnyRequest, pool: Pool, config: Config, viewer: Caller | None, views: Views
) -> Response[str]:
    """The public page of an open circle; of any other, the app alone."""
    async with reading(pool) as conn:
        try:
            card, body = await circle_page(
                conn, config, slug, _language(request), views=_counted(views, viewer)
            )
        except Refusal:
            return _shell(config, "member", request, status=_missing(viewer))
    shell = shell_of(config.web / "member" / "dist" / "index.html")
    return _html(page_of(shell, card, body, lang=_language(request)))


@get("/c/{slug:str}/feed.atom", include_in_schema=False)
async def feed(slug: str, pool: Pool, config: Config, views: Views) -> Response[bytes]:
    """The newest posts of an open circle, to subscribe to."""
    async with reading(pool) as conn:
        body = await circle_feed(conn, config, slug, views=views)
    headers = {"cache-control": "public, max-age=300"}
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers=headers)


@get("/c/{slug:str}/p/{post_id:uuid}", include_in_schema=False)
async def post(
    *,
    slug: str,
    post_id: UUID,
    request: AnyRequest,
    pool: Pool,
    config: Config,
    viewer: Caller | None,
    views: Views,
) -> Response[str]:
    """The public page of a post in an open circle; of any other, the app alone."""
    async with reading(pool) as conn:
        try:
            card, body = await post_page(
                conn, config, slug, post_id, _language(request), views=_counted(views, viewer)
            )
        except Refusal:
            return _shell(config, "member", request, status=_missing(viewer))
    shell = shell_of(config.web / "member" / "dist" / "index.html")
    return _html(page_of(shell, card, body, lang=_language(request)))


@get(["/console", "/console/{path:path}"], include_in_schema=False)
async def console(request: AnyRequest, config: Config, path: str = "") -> Response[str]:
    """The console's shell."""
    if "." in path:
        raise NotFound
    return _shell(config, "console", request)


@get(["/", "/{path:path}"], include_in_schema=False)
async def member(request: AnyRequest, config: Config, path: str = "") -> Response[str]:
    """The member app's shell, for every address that is its own."""
    is_file = "." in path.rsplit("/", 1)[-1] and not path.startswith(_WITH_TOKENS)
    if f"{path}/".startswith(("/api/", "/media/", "/ws/")) or is_file:
        raise NotFound
    return _shell(config, "member", request)


# Beside the pages of a circle that the server renders; the address of all others does not reach these.
_PARTS: Final = ("digest", "about", "members", "manage", "log", "share", "levels", "standing", "today")


@get(["/partners", *(f"/c/{{slug:str}}/{part}" for part in _PARTS)], include_in_schema=False)
async def circle_part(request: AnyRequest, config: Config) -> Response[str]:
    """The member app's shell, for one's partners and the parts of a circle that only the app shows."""
    return _shell(config, "member", request)


@get("/c/{slug:str}/columns/{column_id:uuid}", include_in_schema=False)
async def circle_column(column_id: UUID, request: AnyRequest, config: Config) -> Response[str]:
    """The member app's shell, for a series of posts."""
    del column_id
    return _shell(config, "member", request)


@get("/c/{slug:str}/tools/{tool:str}", include_in_schema=False)
async def circle_tool(
    slug: str, tool: str, request: AnyRequest, pool: Pool, config: Config, viewer: Caller | None
) -> Response[str]:
    """The public fund book of an open circle; of any other tool, the app alone."""
    if tool != "fund":
        return _shell(config, "member", request)
    async with reading(pool) as conn:
        try:
            card, body = await fund_page(conn, config, slug, _language(request))
        except Refusal:
            return _shell(config, "member", request, status=_missing(viewer))
    shell = shell_of(config.web / "member" / "dist" / "index.html")
    return _html(page_of(shell, card, body, lang=_language(request)))


@get("/terms", include_in_schema=False)
async def terms(request: AnyRequest, config: Config) -> Response[str]:
    """What one agrees to at sign-up."""
    lang = _language(request)
    words = WORDS[lang]
    body = rendered(
        "terms.html",
        lang=lang,
        words=words,
        site=config.site_name,
        version=TERMS_VERSION,
        grace=config.grace_days,
    )
    card = Card(words["terms"], words["home_about"], f"{config.address}/terms")
    shell = without_script(shell_of(config.web / "member" / "dist" / "index.html"))
    return _html(page_of(shell, card, body, lang=lang))


@get("/partners/{partner_id:uuid}", include_in_schema=False)
async def partner(
    partner_id: UUID, request: AnyRequest, pool: Pool, config: Config, viewer: Caller | None
) -> Response[str]:
    """The public page of an approved partner; of any other, the app alone."""
    async with reading(pool) as conn:
        try:
            card, body = await partner_page(conn, config, partner_id, _language(request))
        except Refusal:
            return _shell(config, "member", request, status=_missing(viewer))
    shell = shell_of(config.web / "member" / "dist" / "index.html")
    return _html(page_of(shell, card, body, lang=_language(request)))


@get("/convention", include_in_schema=False)
async def convention(request: AnyRequest, config: Config) -> Response[str]:
    """What whoever runs circles agrees to."""
    lang = _language(request)
    words = WORDS[lang]
    body = rendered(
        "convention.html", lang=lang, words=words, site=config.site_name, version=CONVENTION_VERSION
    )
    card = Card(words["convention"], words["home_about"], f"{config.address}/convention")
    shell = without_script(shell_of(config.web / "member" / "dist" / "index.html"))
    return _html(page_of(shell, card, body, lang=lang))


@get("/standard", include_in_schema=False)
async def standard(request: AnyRequest, config: Config, wanted: _Version = None) -> Response[str]:
    """The public standard, for readers without script; the app shows the same."""
    lang = _language(request)
    card, body = standard_page(config, lang, version=wanted)
    shell = shell_of(config.web / "member" / "dist" / "index.html")
    return _html(page_of(shell, card, body, lang=lang))


def _bare(config: Config, card: Card, body: str, lang: str) -> Response[str]:
    shell = without_script(shell_of(config.web / "member" / "dist" / "index.html"))
    return _html(page_of(shell, card, body, lang=lang))


@get("/first-moment", include_in_schema=False)
async def first_moment(
    request: AnyRequest,
    pool: Pool,
    config: Config,
    days: Annotated[int, QueryParameter(ge=1, le=366)] = 7,
    slug: _Slug = None,
    spoken: _Spoken = None,
) -> Response[str]:
    """How long things took in the last days, in the place or in one circle."""
    lang = spoken or _language(request)
    async with reading(pool) as conn:
        card, body = await meter_page(conn, config, lang, days=days, slug=slug)
    return _bare(config, card, body, lang)


@get("/transparency", include_in_schema=False)
async def transparency(
    request: AnyRequest, pool: Pool, config: Config, period: _Period = None, spoken: _Spoken = None
) -> Response[str]:
    """What was reported, done and wrong in a month or half-year."""
    lang = spoken or _language(request)
    async with reading(pool) as conn:
        card, body = await report_page(conn, config, lang, period=period)
    return _bare(config, card, body, lang)


@get("/audit/heads", include_in_schema=False)
async def heads(request: AnyRequest, pool: Pool, config: Config, spoken: _Spoken = None) -> Response[str]:
    """The end of the audit log on each day, for anybody to keep."""
    lang = spoken or _language(request)
    async with reading(pool) as conn:
        card, body = await heads_page(conn, config, lang)
    return _bare(config, card, body, lang)


@get("/transparency.csv", include_in_schema=False)
async def transparency_csv(pool: Pool, period: _Period = None) -> Response[str]:
    """The same as a table for a spreadsheet."""
    async with reading(pool) as conn:
        report = await get_report(conn, period or "")
    headers = {"content-disposition": f'attachment; filename="transparency-{report.period}.csv"'}
    return Response(csv_of(report), media_type="text/csv", headers=headers)


@get("/standard/drawings/{name:str}", include_in_schema=False, sync_to_thread=True)
def drawing(name: str) -> Response[bytes]:
    """A drawn example of the standard."""
    return Response(drawing_of(name), media_type="image/svg+xml", headers=headers_for(86400))


@get("/robots.txt", include_in_schema=False, media_type=MediaType.TEXT)
async def robots() -> str:
    """What a search engine may read."""
    return _ROBOTS


@get("/page.css", include_in_schema=False, sync_to_thread=False)
def page_css() -> Response[str]:
    """The few rules of the pages that need no script."""
    text = (_HERE / "page.css").read_text("utf-8")
    return Response(text, media_type="text/css", headers={"cache-control": "public, max-age=3600"})


@get("/favicon.svg", include_in_schema=False, sync_to_thread=False)
def favicon() -> Response[str]:
    """The mark: two linked rings."""
    text = (_HERE / "favicon.svg").read_text("utf-8")
    return Response(text, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


@get("/manifest.webmanifest", include_in_schema=False, sync_to_thread=False)
def manifest(request: AnyRequest, config: Config) -> Response[bytes]:
    """How the app calls itself on a phone's home screen."""
    body = manifest_of(config.site_name, _language(request))
    headers = {**headers_for(3600), "vary": "Accept-Language"}
    return Response(body, media_type="application/manifest+json", headers=headers)


@get("/icons/{name:str}", include_in_schema=False, sync_to_thread=True)
def icon(name: str) -> Response[bytes]:
    """An icon of the installed app."""
    return Response(icon_of(name), media_type="image/png", headers=headers_for(86400))


@get("/sw.js", include_in_schema=False, sync_to_thread=True)
def worker(config: Config) -> Response[bytes]:
    """The service worker, which opens the app without a network; the server is asked for it every time."""
    body = worker_of(config.web / "member" / "dist")
    return Response(body, media_type="text/javascript", headers=headers_for(0))


@get("/index.html", include_in_schema=False)
async def bare_shell(config: Config) -> Response[str]:
    """The member app's shell as it was built: what the service worker keeps for every address."""
    return _html(shell_of(config.web / "member" / "dist" / "index.html"))


def assets_router(path: str, folder: Path) -> Router:
    """Serves the built files of *folder* under *path*."""

    @get("/{name:str}", include_in_schema=False, sync_to_thread=True)
    def asset(name: str, request: AnyRequest) -> Response[bytes]:
        """One built script, style sheet or picture."""
        found = asset_of(folder, name, takes_gzip="gzip" in request.headers.get("accept-encoding", ""))
        headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
        if found.is_packed:
            headers["content-encoding"] = "gzip"
        return Response(found.content, media_type=found.kind, headers=headers)

    return Router(path, route_handlers=[asset])


api = Router("/", route_handlers=[site], tags=["site"])
router = Router(
    "/",
    route_handlers=[
        *(
            circle,
            feed,
            post,
            circle_part,
            circle_column,
            circle_tool,
            console,
            member,
            terms,
            convention,
            partner,
            standard,
            drawing,
            robots,
            page_css,
            favicon,
        ),
        *(manifest, icon, worker, bare_shell, first_moment, transparency, transparency_csv, heads),
    ],
)
