"""The permission matrix: every route × every role, in an open circle and in one by invitation.

`matrix.toml` says what each role gets. A route that is missing there fails, and so does one that
answers otherwise. Every request runs inside one transaction that is rolled back to before it.
"""

import json
import tomllib
from typing import Any

import httpx
import pytest

from tests.laws.scene import ROLES, Scene, set_scene
from tests.laws.source import ROOT
from tests.still import StillPool
from tonghao.app import create_app
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.limits import Limiter
from tonghao.meetups.check_in import code_at

_MATRIX = ROOT / "tests" / "laws" / "matrix.toml"
_PHOTO = {"file": ("cat.jpg", b"\xff\xd8\xff\xe0" + bytes(60), "image/jpeg")}


def matrix() -> dict[str, dict[str, Any]]:
    """Operation -> body, and by kind of circle: what each role gets."""
    return tomllib.loads(_MATRIX.read_text("utf-8"))


def operations(schema: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Operation -> method and path of everything in the OpenAPI document."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


def filled(value: Any, words: dict[str, str]) -> Any:
    """*value* with `{name}` replaced by what the scene calls so."""
    if isinstance(value, dict):
        return {key: filled(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, words) for one in value]
    if isinstance(value, str):
        return int(words["version"]) if value == "{version}" else value.format_map(words)
    return value


async def answers(app: Any, conn: Connection, scene: Scene, kind: str) -> dict[str, dict[str, str]]:
    """Operation -> role -> status of what the server answers in *scene*."""
    rows = matrix()
    found: dict[str, dict[str, str]] = {}
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8000")
    async with client:
        for name, (method, path) in operations(app.openapi_schema.to_schema()).items():
            row = rows.get(name, {})
            # A code is good for a minute, and the whole matrix may take longer.
            scene.words["code"] = code_at(bytes.fromhex(scene.words["check_in_key"]), now())
            words = scene.words | filled(row.get("path", {}), scene.words)
            body = filled(row["body"], words) if "body" in row else None
            found[name] = {}
            for role in ROLES:
                client.cookies.clear()
                if role in scene.cookies:
                    client.cookies.set("session", scene.cookies[role])
                begun = conn.transaction()
                await begun.start()
                upload = (
                    {"files": _PHOTO, "data": {"purpose": "post", "alt": ""}} if row.get("upload") else {}
                )
                answer = await client.request(
                    method,
                    path.format_map(words),
                    json=body,
                    params=filled(row.get("query"), scene.words),
                    headers=row.get("headers"),
                    **upload,
                )
                await begun.rollback()
                found[name][role] = str(answer.status_code)
                if answer.status_code >= 400 and method != "HEAD":
                    assert set(json.loads(answer.content)) == {
                        "code",
                        "message_zh",
                        "message_en",
                        "details",
                    }, f"{name} as {role}: {answer.text}"
    return found


@pytest.mark.parametrize("kind", ["open", "invite"])
async def test_every_route_answers_every_role_as_the_matrix_says(
    kind: str, conn: Connection, config: Config, parts: dict[str, Any]
) -> None:
    scene = await set_scene(conn, parts, kind=kind)
    still = StillPool(conn)
    mine = parts | {"pool": still, "limiter": Limiter(still, scale=1000.0)}
    app = create_app(config, parts=mine)
    app.state.config, app.state.parts = config, mine
    found = await answers(app, conn, scene, kind)
    said = {name: row.get(kind, {}) for name, row in matrix().items()}
    assert set(found) - set(said) == set(), "routes without a row in matrix.toml"
    assert set(said) - set(found) == set(), "rows of routes that are gone"
    wrong = {
        f"{name} as {role}": f"answers {status}, matrix says {said[name].get(role)}"
        for name, roles in found.items()
        for role, status in roles.items()
        if said[name].get(role) != status
    }
    assert wrong == {}
